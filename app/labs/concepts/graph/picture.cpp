#include "labs/concepts/graph/picture.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "plot/stroke.h"
#include "plot/text.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

// In pixels at a scale of 1.
constexpr float largest_radius = 19, least_radius = 7, widest_cell = 190, highest_cell = 130;

struct Lines {
  std::vector<std::string> lines;
  ImVec2 size;
};

Lines measured(const std::string& text, ImFont* font) {
  Lines out{{}, {0, 0}};
  for (size_t at = 0; at <= text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    out.lines.push_back(text.substr(at, end - at));
    out.size.x =
        std::max(out.size.x, plot::text_size(out.lines.back(), {.font = font, .writing = plot::Writing::numbers}).x);
    at = end + 1;
  }
  out.size.y = static_cast<float>(out.lines.size()) * plot::font_size(font);
  return out;
}

// The numbers in as many digits as there is room for; of a matrix without room its shape; nothing where not even that
// fits.
Lines that_fit(const GraphNumbers& numbers, ImFont* font, ImVec2 room) {
  for (const int digits : {4, 3, 2}) {
    Lines lines = measured(numbers_text(numbers, digits), font);
    if (lines.size.x <= room.x && lines.size.y <= room.y) return lines;
  }
  Lines shape = measured(numbers.shape.rank() == 0 ? "…" : numbers.shape.text(), font);
  return shape.size.x <= room.x && shape.size.y <= room.y ? shape : Lines{{}, {0, 0}};
}

}  // namespace

std::string shown_gradient(const PageView& page, const GraphScene& scene, int node, const GraphNumbers& gradient) {
  const PageNumber* number = number_named(page.numbers, "d_" + scene.key(node));
  return number && page.hand.hides(*number) ? "?" : numbers_text(gradient);
}

ImVec2 GraphPicture::at(const GraphLayout::Place& place) const {
  return {corner_.x + (static_cast<float>(place.column) + 0.5f) * cell_.x,
          corner_.y + (static_cast<float>(place.row) + 0.5f) * cell_.y};
}

// How far a wire runs level behind a node, below its numbers.
float GraphPicture::stub_end(const GraphLayout::Place& place) const { return at(place).x + cell_.x - radius_ - slant_; }

void GraphPicture::place(const PageView& page, const Shown& shown, ImVec2 corner, ImVec2 size) {
  const ui::Ui& ui = page.ui;
  const auto columns = static_cast<float>(shown.layout.columns) + 0.6f, rows = static_cast<float>(shown.layout.rows);
  cell_ = {std::min(size.x / columns, ui.px(widest_cell)), std::min(size.y / rows, ui.px(highest_cell))};
  corner_ = {corner.x + (size.x - columns * cell_.x) / 2, corner.y + (size.y - rows * cell_.y) / 2};
  radius_ = std::clamp(std::min(cell_.x * 0.2f, cell_.y * 0.36f), ui.px(least_radius), ui.px(largest_radius));
  slant_ = cell_.x * 0.16f;
  places_.clear();
  for (size_t i = 0; i < shown.layout.nodes.size(); ++i) {
    const GraphNode& node = shown.scene.graph.nodes[i];
    std::string words = node.operation == GraphOperation::constant ? shown_number(node.constant)
                        : node.operands.empty()                    ? node.name
                                                                   : std::string(node.sign());
    // In smaller letters, or none, where there is no room.
    ImFont* font = ui.fonts.strong;
    const auto wide = [&] { return measured(words, font).size.x + ui.px(10); };
    const float most = std::max(cell_.x * 0.62f, 2 * radius_);
    const bool low = measured(words, font).size.y > 2 * radius_;
    if (low || wide() > most) font = ui.fonts.caption;
    if (measured(words, font).size.y > 2.2f * radius_ || wide() > most) words.clear();
    const float half = words.empty() ? radius_ : std::max(radius_, wide() / 2);
    places_.push_back({at(shown.layout.nodes[i]), half, std::move(words), font});
  }
}

void GraphPicture::draw_wires(PageView& page, const Shown& shown) {
  ui::Ui& ui = page.ui;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const std::optional<int> playing = shown.play.node_at(shown.step);
  for (size_t i = 0; i < shown.scene.graph.nodes.size(); ++i) {
    const std::vector<int>& operands = shown.scene.graph.nodes[i].operands;
    for (size_t k = 0; k < operands.size(); ++k) {
      const auto from = static_cast<size_t>(operands[k]);
      const Place &source = places_[from], &target = places_[i];
      std::vector<ImVec2> points{{source.middle.x + source.half_width, source.middle.y}};
      points.push_back({std::max(points[0].x, stub_end(shown.layout.nodes[from])), source.middle.y});
      for (const GraphLayout::Place& bend : shown.layout.bends[i][k]) {
        points.push_back({at(bend).x - radius_, at(bend).y});
        points.push_back({stub_end(bend), at(bend).y});
      }
      const float spread = operands.size() > 1 ? (k == 0 ? -0.3f : 0.3f) * radius_ : 0;
      points.push_back({target.middle.x - target.half_width, target.middle.y + spread});
      const bool back = shown.play.has_sent_back(static_cast<int>(i), shown.step);
      const bool now = playing == static_cast<int>(i);
      const ImU32 color = back                                                    ? ui.theme.plot.series(1)
                          : shown.play.has_value(static_cast<int>(i), shown.step) ? ui.theme.plot.series(0)
                                                                                  : ui.theme.muted;
      plot::stroke(list, points, {.color = color, .width = ui.px(now ? 3.0f : 1.6f)});
    }
  }
  // Behind the result.
  const Place& result = places_.back();
  const std::vector<ImVec2> end{{result.middle.x + result.half_width, result.middle.y},
                                {result.middle.x + 0.95f * cell_.x, result.middle.y}};
  plot::stroke(list, end, {.color = ui.theme.muted, .width = ui.px(1.6f)});
}

void GraphPicture::draw_numbers(PageView& page, const Shown& shown, int node) {
  ui::Ui& ui = page.ui;
  const auto index = static_cast<size_t>(node);
  if (shown.scene.graph.nodes[index].operation == GraphOperation::constant) return;
  const Place& place = places_[index];
  const float left = place.middle.x + place.half_width + ui.px(4),
              end = stub_end(shown.layout.nodes[index]) + slant_ * 0.1f;
  const ImVec2 room{end - left, cell_.y / 2 - ui.px(5)};
  ImFont* const font = cell_.y > ui.px(88) ? ui.fonts.body : ui.fonts.caption;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const auto write = [&](const Lines& lines, float top, ImU32 color) {
    for (size_t i = 0; i < lines.lines.size(); ++i) {
      plot::draw_text(list, {left, top + static_cast<float>(i) * plot::font_size(font)}, color, lines.lines[i],
                      {.font = font, .writing = plot::Writing::numbers});
    }
  };
  if (shown.play.has_value(node, shown.step)) {
    const Lines value = that_fit(shown.scene.pass.values[index], font, room);
    write(value, place.middle.y - ui.px(3) - value.size.y, ui.theme.plot.series(0));
  }
  const std::optional<GraphNumbers> gradient = gradient_by(shown.scene, shown.play, node, shown.step);
  if (!gradient) return;
  const bool hidden = shown_gradient(page, shown.scene, node, *gradient) == "?";
  write(hidden ? measured("?", font) : that_fit(*gradient, font, room), place.middle.y + ui.px(3),
        ui.theme.plot.series(1));
}

std::optional<int> GraphPicture::draw_node(PageView& page, const Shown& shown, int node) {
  ui::Ui& ui = page.ui;
  const auto index = static_cast<size_t>(node);
  const Place& place = places_[index];
  const ImVec2 least{place.middle.x - place.half_width, place.middle.y - radius_},
      most{place.middle.x + place.half_width, place.middle.y + radius_};
  ImGui::SetCursorScreenPos(least);
  ImGui::PushID(node);
  const bool clicked = ImGui::InvisibleButton("node", {most.x - least.x, most.y - least.y});
  ImGui::PopID();
  const bool hovered = ImGui::IsItemHovered(), operation = !shown.scene.graph.nodes[index].operands.empty();
  const bool now = shown.play.node_at(shown.step) == node, chosen = shown.chosen == node;
  const bool faulty = shown.scene.pass.value_issues[index] || shown.scene.pass.gradient_issues[index];
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float rounding = operation ? radius_ : ui.px(5);
  list.AddRectFilled(least, most, hovered || chosen ? ui.theme.card_hovered : ui.theme.card, rounding);
  const ImU32 line = faulty ? ui.theme.error : now || chosen ? ui.theme.accent : ui.theme.border;
  list.AddRect(least, most, line, rounding, 0, ui.px(now || chosen || faulty ? 2.4f : 1.2f));
  const Lines words = measured(place.words, place.font);
  float top = place.middle.y - words.size.y / 2;
  for (const std::string& row : words.lines) {
    const float wide = plot::text_size(row, {.font = place.font}).x;
    plot::draw_text(list, {place.middle.x - wide / 2, top}, ui.theme.text, row, {.font = place.font});
    top += plot::font_size(place.font);
  }
  const GraphNumbers& value = shown.scene.pass.values[index];
  const std::string mark = page.mark("node." + shown.scene.key(node));
  ui.mark(mark, shown.play.has_value(node, shown.step) ? numbers_text(value) : "");
  if (shown.play.has_value(node, shown.step) && value.shape.rank() == 0)
    ui.mark(mark + ".value", fmt::format("{:.17g}", value.values[0]));
  if (hovered) ui::tooltip(ui, shown.scene.words(node), numbers_text(value));
  return clicked ? std::optional(node) : std::nullopt;
}

std::optional<int> GraphPicture::draw(PageView& page, const Shown& shown, ImVec2 corner, ImVec2 size) {
  place(page, shown, corner, size);
  draw_wires(page, shown);
  std::optional<int> clicked;
  for (int node = 0; node < std::ssize(places_); ++node) {
    draw_numbers(page, shown, node);
    if (const auto one = draw_node(page, shown, node)) clicked = one;
  }
  return clicked;
}

}  // namespace saddle::app
