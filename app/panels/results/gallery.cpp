#include "panels/results/gallery.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "plot/number.h"
#include "plot/picture.h"
#include "plot/text.h"
#include "saddle/traits.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

std::string percent(double share) {
  if (std::isnan(share)) return "–";
  return share < 0.9995 ? fmt::format("{:.1f} %", 100 * share) : "100 %";
}

void explain(Frame& frame, const Answer& answer) {
  ui::Ui& ui = frame.ui;
  std::string text = fmt::format(fmt::runtime(ui.tr("Test example {}, asked at step {}.")), answer.sample, answer.step);
  text += "\n" + fmt::format(fmt::runtime(ui.tr("Loss {:.4g}")), answer.loss);
  if (!std::isnan(answer.confidence))
    text += " · " + fmt::format(fmt::runtime(ui.tr("confidence {}")), percent(answer.confidence));
  const bool cross_entropy = answer.label >= 0 && frame.training.now.experiment &&
                             catalog::loss_traits(frame.training.now.experiment->loss.type).applies_softmax;
  ui::tooltip(ui, answer_text(frame, answer), text, cross_entropy ? "L = -log p(label)" : "");
}

}  // namespace

std::string class_name(const RunSnapshot& now, int index) {
  const auto i = static_cast<size_t>(index);
  return i < now.classes.size() ? now.classes[i] : std::to_string(index);
}

std::string answer_text(const Frame& frame, const Answer& answer) {
  const RunSnapshot& now = frame.training.now;
  if (now.classes.empty()) return plot::value_text(answer.target) + " → " + plot::value_text(answer.output);
  if (answer.label >= 0) return class_name(now, answer.label) + " → " + class_name(now, answer.decided);
  return fmt::format(fmt::runtime(frame.ui.tr("{} wrong")), percent(1 - answer.right));
}

void draw_sample(const Frame& frame, ImDrawList& list, ImVec2 corner, ImVec2 size, std::span<const float> values) {
  const Shape& shape = frame.training.now.sample;
  const ImVec2 end{corner.x + size.x, corner.y + size.y};
  if (static_cast<int64_t>(values.size()) != shape.size()) return;
  if (shape.rank() == 3) {
    plot::draw_picture(list, {corner, end}, values, static_cast<int>(shape[1]), static_cast<int>(shape[2]),
                       static_cast<int>(shape[0]));
    return;
  }
  const plot::Style& style = frame.ui.plots.style;
  list.AddRectFilled(corner, end, frame.ui.theme.field, frame.ui.px(4));
  const plot::Pencil pencil{.font = style.small, .writing = plot::Writing::numbers};
  const float line = plot::font_size(style.small) * 1.25f;
  const auto lines = std::max<size_t>(1, static_cast<size_t>((size.y - frame.ui.px(6)) / line));
  const size_t shown = std::min(values.size(), lines);
  float y = corner.y + (size.y - line * static_cast<float>(shown)) / 2;
  for (size_t i = 0; i < shown; ++i, y += line) {
    const bool more = i + 1 == shown && shown < values.size();
    const std::string text = more ? "…" : plot::value_text(static_cast<double>(values[i]));
    draw_text(list, {corner.x + (size.x - plot::text_size(text, pencil).x) / 2, y}, style.text, text, pencil);
  }
}

void gallery(Frame& frame, std::string_view name, const ExamplesReading& reading) {
  ui::Ui& ui = frame.ui;
  const auto& answers = reading.results.answers;
  const plot::Pencil pencil{.font = ui.fonts.caption};
  const float line = plot::font_size(ui.fonts.caption) + ui.px(1), gap = ui.px(8);
  const bool pictures = frame.training.now.sample.rank() == 3;
  float widest = ui.px(58);
  for (const Answer& answer : answers)
    widest = std::max(widest, std::min(plot::text_size(answer_text(frame, answer), pencil).x + ui.px(4), ui.px(120)));
  ImGui::BeginChild(("###" + std::string(name)).c_str(), {0, 0}, false);
  const float room = ImGui::GetContentRegionAvail().x;
  const int columns = std::max(1, static_cast<int>((room + gap) / (widest + gap)));
  const float wide = std::floor((room + gap) / static_cast<float>(columns) - gap);
  const ImVec2 tile{std::min(wide, ui.px(120)), (pictures ? std::min(wide, ui.px(84)) : ui.px(40))};
  const ImVec2 origin = ImGui::GetCursorScreenPos();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const int64_t width = reading.samples.shape[1];
  for (size_t i = 0; i < answers.size(); ++i) {
    const Answer& answer = answers[i];
    const auto column = static_cast<int>(i) % columns, row = static_cast<int>(i) / columns;
    const ImVec2 at{origin.x + static_cast<float>(column) * (wide + gap),
                    origin.y + static_cast<float>(row) * (tile.y + 2 * line + gap)};
    ImGui::SetCursorScreenPos(at);
    ImGui::PushID(static_cast<int>(i));
    const bool clicked = ImGui::InvisibleButton("tile", {tile.x, tile.y + 2 * line});
    ImGui::PopID();
    ui.mark(std::string(name) + "." + std::to_string(i),
            fmt::format("{} {}", answer.sample, answer_text(frame, answer)));
    if (clicked) {
      frame.focus.example = answer.sample;
      frame.focus.drawing = false;
    }
    if (!ImGui::IsItemVisible()) continue;
    explain(frame, answer);
    const bool chosen = frame.focus.example == answer.sample && !frame.focus.drawing;
    draw_sample(frame, list, at, tile,
                std::span(reading.samples.values).subspan(i * static_cast<size_t>(width), static_cast<size_t>(width)));
    if (chosen || ImGui::IsItemHovered()) {
      // Inside the tile: at the window's edge what stands outside would be cut off.
      list.AddRect({at.x + ui.px(1), at.y + ui.px(1)}, {at.x + tile.x - ui.px(1), at.y + tile.y - ui.px(1)},
                   chosen ? ui.theme.accent : ui.theme.muted, ui.px(3), 0, ui.px(chosen ? 2 : 1));
    }
    const auto write = [&](std::string_view words, ImU32 color, float y) {
      const std::string text = plot::shortened(words, tile.x + gap / 2, pencil);
      draw_text(list, {at.x + (tile.x - plot::text_size(text, pencil).x) / 2, y}, color, text, pencil);
    };
    write(answer_text(frame, answer), ui.theme.text, at.y + tile.y + ui.px(2));
    write(std::isnan(answer.confidence) ? fmt::format("L {:.3g}", answer.loss) : percent(answer.confidence),
          ui.theme.muted, at.y + tile.y + line + ui.px(1));
  }
  ImGui::EndChild();
}

}  // namespace saddle::app
