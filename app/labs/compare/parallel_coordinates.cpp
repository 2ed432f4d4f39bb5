#include "labs/compare/parallel_coordinates.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "labs/compare/race_figure.h"
#include "labs/compare/search_page.h"
#include "plot/stroke.h"
#include "plot/text.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

// Pixels at a scale of 1: within which an axis and a line are taken, and a drag is none yet.
constexpr float grip = 12, reach = 6, still = 3;
constexpr float band_width = 14;

double place_on(const SearchRange& range, const plot::Axis& axis, const Value& value) {
  if (range.values.empty()) return axis.to_unit(number_in(value).value_or(range.low));
  const auto found = std::ranges::find(range.values, value);
  return axis.to_unit(static_cast<double>(found - range.values.begin()));
}

std::string end_text(const SearchRange& range, bool upper) {
  if (!range.values.empty()) return to_text(upper ? range.values.back() : range.values.front());
  return fmt::format("{:.3g}", upper ? range.high : range.low);
}

}  // namespace

double ParallelCoordinates::Place::unit(float pixel) const {
  return std::clamp(static_cast<double>((bottom - pixel) / (bottom - top)), 0.0, 1.0);
}

// The axis of a range: what trials have, or the names in its list by their places.
ParallelCoordinates::Upright ParallelCoordinates::upright_of(const ui::Ui& ui, const SearchRange& range) {
  Upright upright{.name = range_words(ui, range.path), .axis = {}};
  if (!range.values.empty()) {
    upright.axis.range = {0, std::max(1.0, static_cast<double>(range.values.size()) - 1)};
  } else {
    upright.axis.scale = range.logarithmic ? plot::Scale::log : plot::Scale::linear;
    upright.axis.range = {range.low, range.high};
  }
  return upright;
}

// The best last: they are drawn over the others.
std::vector<ParallelCoordinates::Line> ParallelCoordinates::lines_of(const SearchState& state,
                                                                     const std::vector<Upright>& uprights) const {
  const Search& search = *state.search;
  std::vector<Line> lines;
  for (const auto& trial : state.snapshot->trials) {
    const double value = metric_of_trial(search, *trial);
    if (!std::isfinite(value) || trial->settings.size() != search.ranges.size()) continue;
    Line line{.trial = trial.get(), .value = value, .units = {}, .kept = true};
    for (size_t i = 0; i < search.ranges.size(); ++i)
      line.units.push_back(std::clamp(place_on(search.ranges[i], uprights[i].axis, trial->settings[i]), 0.0, 1.0));
    line.units.push_back(std::clamp(uprights.back().axis.to_unit(value), 0.0, 1.0));
    for (size_t i = 0; i < line.units.size(); ++i)
      line.kept = line.kept && (narrowed_[i].empty() || narrowed_[i].contains(line.units[i]));
    lines.push_back(std::move(line));
  }
  const bool more = metric_of(search).more_is_better;
  std::ranges::stable_sort(lines, [&](const Line& a, const Line& b) {
    if (a.kept != b.kept) return b.kept;
    return more ? a.value < b.value : a.value > b.value;
  });
  return lines;
}

bool ParallelCoordinates::drag(const ui::Ui& ui, const Place& place) {
  const ImVec2 mouse = ImGui::GetMousePos();
  int under = -1;
  for (size_t i = 0; i < place.count; ++i) {
    if (std::abs(mouse.x - place.x(i)) <= ui.px(grip)) under = static_cast<int>(i);
  }
  if (ImGui::IsItemActivated()) {
    dragged_ = under;
    pressed_at_ = mouse.y;
    moved_ = false;
  }
  if ((ImGui::IsItemHovered() && under >= 0) || (ImGui::IsItemActive() && dragged_ >= 0))
    ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeNS);
  if (ImGui::IsItemActive()) {
    moved_ = moved_ || std::abs(mouse.y - pressed_at_) > ui.px(still);
    if (moved_ && dragged_ >= 0) {
      const double a = place.unit(pressed_at_), b = place.unit(mouse.y);
      narrowed_[static_cast<size_t>(dragged_)] = {std::min(a, b), std::max(a, b)};
    }
  }
  if (!ImGui::IsItemDeactivated()) return false;
  const int axis = std::exchange(dragged_, -1);
  if (moved_) return false;
  if (axis < 0 || narrowed_[static_cast<size_t>(axis)].empty()) return true;
  narrowed_[static_cast<size_t>(axis)] = {};
  return false;
}

// The line within reach of the mouse, of several the best.
const ParallelCoordinates::Line* ParallelCoordinates::nearest(const ui::Ui& ui, const Place& place,
                                                              const std::vector<Line>& lines) {
  const ImVec2 mouse = ImGui::GetMousePos();
  const float along = (mouse.x - place.x(0)) / place.between();
  if (along < 0 || along > static_cast<float>(place.count - 1)) return nullptr;
  const size_t from = std::min(static_cast<size_t>(along), place.count - 2);
  const Line* best = nullptr;
  float least = ui.px(reach);
  for (const Line& line : lines) {
    if (!line.kept) continue;
    const float y0 = place.y(line.units[from]), y1 = place.y(line.units[from + 1]);
    const float down = std::abs(y0 + (along - static_cast<float>(from)) * (y1 - y0) - mouse.y);
    const float away = down * place.between() / std::hypot(place.between(), y1 - y0);
    if (away > least) continue;
    least = away;
    best = &line;
  }
  return best;
}

void ParallelCoordinates::draw_axes(ui::Ui& ui, const Place& place, const SearchState& state,
                                    const std::vector<Upright>& uprights) const {
  const Search& search = *state.search;
  const FigureRow& metric = metric_of(search);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const plot::Pencil small{.font = ui.fonts.caption};
  const float line = plot::font_size(ui.fonts.caption) + ui.px(4);
  for (size_t i = 0; i < place.count; ++i) {
    const float x = place.x(i);
    list.AddLine({x, place.top}, {x, place.bottom}, ui.theme.plot.axis, ui.px(1.5f));
    if (const plot::Range& band = narrowed_[i]; !band.empty()) {
      const ImVec2 from{x - ui.px(band_width) / 2, place.y(band.max)}, to{x + ui.px(band_width) / 2, place.y(band.min)};
      list.AddRectFilled(from, to, plot::with_alpha(ui.theme.accent, 0.25f));
      list.AddRect(from, to, ui.theme.accent, 0, 0, ui.px(1.5f));
    }
    const auto write = [&](const std::string& words, float y, ImU32 color) {
      const float room = std::min(place.between() - ui.px(8), 2 * place.inset);
      const std::string fitted = plot::shortened(words, room, small);
      plot::draw_text(list, {x - plot::text_size(fitted, small).x / 2, y}, color, fitted, small);
    };
    const bool last = i + 1 == place.count;
    const plot::Range& all = uprights[i].axis.range;
    write(uprights[i].name, place.corner.y, ui.theme.text);
    write(last ? figure_words(all.max, metric) : end_text(search.ranges[i], true), place.corner.y + line,
          ui.theme.muted);
    write(last ? figure_words(all.min, metric) : end_text(search.ranges[i], false), place.bottom + ui.px(2),
          ui.theme.muted);
  }
}

std::optional<int64_t> ParallelCoordinates::draw(Frame& frame, const SearchState& state) {
  ui::Ui& ui = frame.ui;
  const Search& search = *state.search;
  if (ranges_ != search.ranges || narrowed_.size() != search.ranges.size() + 1) {
    ranges_ = search.ranges;
    narrowed_.assign(search.ranges.size() + 1, {});
    dragged_ = -1;
  }
  const FigureRow& metric = metric_of(search);
  const plot::Range all = metric_range(search, *state.snapshot);
  if (all.empty()) {
    ui::caption(ui, ui.tr("No trial has finished yet."));
    return {};
  }
  ui::caption(ui, ui.tr("A click on a line opens its trial. A drag along an axis keeps what passes there, a click on "
                        "the axis all."));
  std::vector<Upright> uprights;
  for (const SearchRange& range : search.ranges) uprights.push_back(upright_of(ui, range));
  const plot::Range shown = all.span() > 0 ? all : plot::Range{all.min - 0.5, all.max + 0.5};
  uprights.push_back({std::string(metric_words(ui, metric)), {.range = shown}});
  const ImVec2 corner = ImGui::GetCursorScreenPos(), room = ImGui::GetContentRegionAvail();
  const float line = plot::font_size(ui.fonts.caption) + ui.px(4);
  const Place place{.corner = corner,
                    .width = room.x,
                    .inset = ui.px(50),
                    .top = corner.y + 2 * line,
                    .bottom = corner.y + room.y - line,
                    .count = uprights.size()};
  if (uprights.size() < 2 || place.bottom - place.top < ui.px(30) || room.x < 3 * place.inset) return {};
  ImGui::InvisibleButton("###search.parallel", room);
  const bool clicked = drag(ui, place);
  const std::vector<Line> lines = lines_of(state, uprights);
  const Line* lit = ImGui::IsItemHovered() && dragged_ < 0 ? nearest(ui, place, lines) : nullptr;
  ui.mark("search.parallel", std::to_string(uprights.size()));
  ui.mark("search.parallel.kept", std::to_string(std::ranges::count(lines, true, &Line::kept)));
  if (lit) {
    const std::string words = fmt::format("{} · {}", lit->trial->index + 1, figure_words(lit->value, metric));
    ui.mark("search.line", std::to_string(lit->trial->index));
    ui::tooltip(ui, words, settings_words(ui, search, *lit->trial));
  }
  std::vector<ImVec2> points;
  const auto draw_line = [&](const Line& each, ImU32 color, float width) {
    points.clear();
    for (size_t i = 0; i < place.count; ++i) points.push_back({place.x(i), place.y(each.units[i])});
    plot::stroke(*ImGui::GetWindowDrawList(), points, {color, ui.px(width)});
  };
  for (const Line& each : lines) {
    const ImU32 color = trial_color(ui, each.value, shown, metric.more_is_better);
    each.kept ? draw_line(each, plot::with_alpha(color, 0.8f), 1.3f)
              : draw_line(each, plot::with_alpha(ui.theme.muted, 0.18f), 1);
  }
  if (lit) draw_line(*lit, ui.theme.text, 2.5f);
  draw_axes(ui, place, state, uprights);
  return clicked && lit ? std::optional(lit->trial->index) : std::nullopt;
}

std::vector<SearchRange> ParallelCoordinates::narrowed(const Search& search) const {
  std::vector<SearchRange> found;
  if (ranges_ != search.ranges) return found;
  for (size_t i = 0; i < ranges_.size() && i < narrowed_.size(); ++i) {
    const plot::Range& units = narrowed_[i];
    if (units.empty()) continue;
    SearchRange range = ranges_[i];
    if (range.values.empty()) {
      const plot::Axis axis{.scale = range.logarithmic ? plot::Scale::log : plot::Scale::linear,
                            .range = {range.low, range.high}};
      range.low = axis.from_unit(units.min);
      range.high = axis.from_unit(units.max);
      if (range.low >= range.high) continue;
    } else {
      const double last = std::max(1.0, static_cast<double>(range.values.size()) - 1);
      std::vector<Value> kept;
      for (size_t k = 0; k < range.values.size(); ++k) {
        if (units.contains(static_cast<double>(k) / last)) kept.push_back(range.values[k]);
      }
      if (kept.empty()) continue;
      range.values = std::move(kept);
    }
    found.push_back(std::move(range));
  }
  return found;
}

}  // namespace saddle::app
