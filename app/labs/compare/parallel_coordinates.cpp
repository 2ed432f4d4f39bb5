#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "labs/compare/race_figure.h"
#include "labs/compare/search_page.h"
#include "plot/stroke.h"
#include "plot/text.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

struct Upright {
  std::string name;
  plot::Axis axis;
};

// The axis of a range: what trials have, or the names in its list by their places.
Upright upright_of(const ui::Ui& ui, const SearchRange& range) {
  Upright upright{.name = range_words(ui, range.path), .axis = {}};
  if (!range.values.empty()) {
    upright.axis.range = {0, std::max(1.0, static_cast<double>(range.values.size()) - 1)};
  } else {
    upright.axis.scale = range.logarithmic ? plot::Scale::log : plot::Scale::linear;
    upright.axis.range = {range.low, range.high};
  }
  return upright;
}

double place_on(const SearchRange& range, const Upright& upright, const Value& value) {
  if (range.values.empty()) return upright.axis.to_unit(number_in(value).value_or(range.low));
  const auto found = std::ranges::find(range.values, value);
  return upright.axis.to_unit(static_cast<double>(found - range.values.begin()));
}

std::string end_text(const SearchRange& range, bool upper) {
  if (!range.values.empty()) return to_text(upper ? range.values.back() : range.values.front());
  return fmt::format("{:.3g}", upper ? range.high : range.low);
}

}  // namespace

void draw_parallel_coordinates(Frame& frame, const SearchState& state) {
  ui::Ui& ui = frame.ui;
  const Search& search = *state.search;
  const FigureRow& metric = metric_of(search);
  plot::Range all = metric_range(search, *state.snapshot);
  if (all.empty()) return ui::caption(ui, ui.tr("No trial has finished yet."));
  if (!(all.span() > 0)) all = {all.min - 0.5, all.max + 0.5};
  std::vector<Upright> uprights;
  for (const SearchRange& range : search.ranges) uprights.push_back(upright_of(ui, range));
  uprights.push_back({std::string(metric_words(ui, metric)), {.range = all}});
  const ImVec2 corner = ImGui::GetCursorScreenPos(), room = ImGui::GetContentRegionAvail();
  ImGui::Dummy(room);
  ui.mark("search.parallel", std::to_string(uprights.size()));
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const plot::Pencil small{.font = ui.fonts.caption};
  const float line = plot::font_size(ui.fonts.caption) + ui.px(4), inset = ui.px(50);
  const float top = corner.y + 2 * line, bottom = corner.y + room.y - line;
  if (bottom - top < ui.px(30) || room.x < 3 * inset) return;
  const auto x_of = [&](size_t i) {
    return corner.x + inset + (room.x - 2 * inset) * static_cast<float>(i) / static_cast<float>(uprights.size() - 1);
  };
  const auto y_of = [&](double unit) {
    return bottom - static_cast<float>(std::clamp(unit, 0.0, 1.0)) * (bottom - top);
  };
  // The best are drawn last, over the others.
  std::vector<const Trial*> order;
  for (const auto& trial : state.snapshot->trials) {
    if (std::isfinite(metric_of_trial(search, *trial)) && trial->settings.size() == search.ranges.size())
      order.push_back(trial.get());
  }
  std::ranges::stable_sort(order, [&](const Trial* a, const Trial* b) {
    const double first = metric_of_trial(search, *a), second = metric_of_trial(search, *b);
    return metric.more_is_better ? first < second : first > second;
  });
  std::vector<ImVec2> points;
  for (const Trial* trial : order) {
    points.clear();
    for (size_t i = 0; i < search.ranges.size(); ++i)
      points.push_back({x_of(i), y_of(place_on(search.ranges[i], uprights[i], trial->settings[i]))});
    const double value = metric_of_trial(search, *trial);
    points.push_back({x_of(search.ranges.size()), y_of(uprights.back().axis.to_unit(value))});
    plot::stroke(list, points,
                 {plot::with_alpha(trial_color(ui, value, all, metric.more_is_better), 0.8f), ui.px(1.3f)});
  }
  const float width = (room.x - 2 * inset) / static_cast<float>(uprights.size() - 1);
  for (size_t i = 0; i < uprights.size(); ++i) {
    const float x = x_of(i);
    list.AddLine({x, top}, {x, bottom}, ui.theme.plot.axis, ui.px(1.5f));
    const auto write = [&](const std::string& words, float y, ImU32 color) {
      const std::string fitted = plot::shortened(words, std::min(width - ui.px(8), 2 * inset), small);
      plot::draw_text(list, {x - plot::text_size(fitted, small).x / 2, y}, color, fitted, small);
    };
    const bool last = i + 1 == uprights.size();
    write(uprights[i].name, corner.y, ui.theme.text);
    write(last ? figure_words(all.max, metric) : end_text(search.ranges[i], true), corner.y + line, ui.theme.muted);
    write(last ? figure_words(all.min, metric) : end_text(search.ranges[i], false), bottom + ui.px(2), ui.theme.muted);
  }
}

}  // namespace saddle::app
