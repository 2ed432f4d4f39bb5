#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "panels/explain/views.h"
#include "plot/class_color.h"
#include "plot/figure.h"
#include "plot/picture.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

std::string said_of(const Frame& frame, const Film& film) {
  const ui::Ui& ui = frame.ui;
  const std::string& name = film.question.juror.model->sample().classes[static_cast<size_t>(film.question.class_index)];
  switch (film.question.kind) {
    case FilmQuestion::Kind::nudge:
      if (!film.nudge.arrived) return fmt::format(fmt::runtime(ui.tr("No small change makes it a {}.")), name);
      return fmt::format(fmt::runtime(ui.tr("{:.1f} pixels of ink make it a {}: {:.1f} added, {:.1f} removed.")),
                         film.nudge.ink, name, film.nudge.added, film.nudge.removed);
    case FilmQuestion::Kind::dream:
      return fmt::format(fmt::runtime(ui.tr("What a perfect {} would be for it.")), name);
    case FilmQuestion::Kind::morph:
      break;
  }
  return std::string(ui.tr("From this drawing to the one that was kept."));
}

}  // namespace

void draw_film(Frame& frame, const Film& film, FilmPlayer& player, float height) {
  ui::Ui& ui = frame.ui;
  if (film.pictures.empty()) return;
  const auto last = static_cast<double>(film.pictures.size() - 1);
  constexpr double seconds = 2.5;  // of the whole film
  if (player.playing) {
    player.at += last * static_cast<double>(ImGui::GetIO().DeltaTime) / seconds;
    if (player.at >= last) player.playing = false;
  }
  player.at = std::clamp(player.at, 0.0, last);
  const std::vector<std::string>& classes = film.question.juror.model->sample().classes;
  const MadePicture& shown = film.pictures[static_cast<size_t>(std::lround(player.at))];
  const auto best = static_cast<size_t>(std::ranges::max_element(shown.probabilities) - shown.probabilities.begin());
  const std::string words = said_of(frame, film);
  ui::paragraph(ui, "explain.film.words", words);
  if (ui::button(ui, "explain.film.play", ui.tr("Play"),
                 {.enabled = !player.playing, .tooltip = ui.tr("From the beginning to the end in some seconds.")})) {
    player.playing = true;
    player.at = 0;
  }
  ImGui::SameLine();
  ui::slider(ui, "explain.film.at", player.at, {.min = 0, .max = std::max(last, 1.0), .width = -1});
  const float gap = ui.px(10), side = std::max(ui.px(60), std::min(height - 2 * ImGui::GetFrameHeightWithSpacing(),
                                                                   ImGui::GetContentRegionAvail().x * 0.42f));
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  plot::draw_picture(*ImGui::GetWindowDrawList(), {corner, {corner.x + side, corner.y + side}}, shown.picture, 28, 28,
                     1);
  ImGui::Dummy({side, side});
  ui.mark("explain.film", fmt::format("{} {:.4f}", classes[best], shown.probabilities[best]));
  ImGui::SameLine(0, gap);
  std::vector<std::vector<plot::Point>> lines(classes.size());
  std::vector<float> highest(classes.size(), 0.0f);
  for (size_t i = 0; i < film.pictures.size(); ++i) {
    for (size_t k = 0; k < classes.size(); ++k) {
      lines[k].push_back({static_cast<double>(i), static_cast<double>(film.pictures[i].probabilities[k])});
      highest[k] = std::max(highest[k], film.pictures[i].probabilities[k]);
    }
  }
  plot::Figure figure(ui.plots, "###explain.film.figure",
                      {.x_label = ui.tr("step"),
                       .y_label = ui.tr("Probability"),
                       .y_range = plot::Range{0, 1},
                       .size = {0, side},
                       .controls = plot::Controls::hidden});
  for (size_t k = 0; k < classes.size(); ++k) {
    if (highest[k] < 0.05f) continue;
    figure.line(classes[k] + "###" + classes[k], plot::series(lines[k]),
                {.color = plot::class_color(ui.plots.style, static_cast<int>(k))});
  }
  figure.vertical_line(player.at);
  figure.draw();
}

}  // namespace saddle::app
