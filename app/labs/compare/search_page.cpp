#include "labs/compare/search_page.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "labs/compare/race_figure.h"
#include "panels/runs/run_words.h"
#include "plot/colormap.h"
#include "plot/text.h"
#include "ui/property_editor.h"
#include "ui/toolbar.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

constexpr int most_best = 20, best_columns = 5;                                // as in the book
constexpr float least_best_width = 128, least_best_height = 74, best_gap = 8;  // at a scale of 1

std::string value_text_of(const Value& value) {
  const auto number = number_in(value);
  return number ? fmt::format("{:.3g}", *number) : to_text(value);
}

}  // namespace

double metric_of_trial(const Search& search, const Trial& trial) {
  if (trial.diverged || trial.steps == 0) return Figures::none;
  return trial.figures.*(metric_of(search).value);
}

plot::Range metric_range(const Search& search, const SearchSnapshot& snapshot) {
  plot::Range all;
  for (const auto& trial : snapshot.trials) all.include(metric_of_trial(search, *trial));
  return all;
}

ImU32 trial_color(const ui::Ui& ui, double value, const plot::Range& all, bool more_is_better) {
  const double t = plot::normalized(value, all);
  return plot::sample(plot::Colormap::viridis, more_is_better == ui.theme.dark ? t : 1 - t);
}

std::optional<double> setting_of(const Trial& trial, size_t range) {
  return range < trial.settings.size() ? number_in(trial.settings[range]) : std::nullopt;
}

std::string range_words(const ui::Ui& ui, const std::string& path) {
  return std::string(ui.tr(ui::humanized(path.substr(path.rfind('.') + 1))));
}

std::string settings_words(const ui::Ui& ui, const Search& search, const Trial& trial) {
  std::string words;
  for (size_t i = 0; i < search.ranges.size() && i < trial.settings.size(); ++i)
    words += (i ? "\n" : "") + range_words(ui, search.ranges[i].path) + " " + value_text_of(trial.settings[i]);
  return words;
}

void SearchPage::open(Frame& frame, const Search& search, int64_t index) {
  const Experiment experiment = trial(search, index);
  const Preset* origin = origin_of(experiment, frame.presets);
  frame.draft = {origin ? origin->name : experiment.name, experiment};
  frame.focus.wanted_lab = "network";
}

void SearchPage::draw(Frame& frame, SearchState& state) {
  ui::Ui& ui = frame.ui;
  if (state.failure) ui::notice(ui, "search.failure", ui::Tone::error, ui.language(*state.failure));
  if (state.note) ui::paragraph(ui, "search.note", ui.language(*state.note));
  if (!state.search || !state.snapshot)
    return ui::caption(ui, ui.tr("Press Search, or open the journal of a search that runs elsewhere: what it has found "
                                 "stands here, and more as it comes."));
  draw_head(frame, state);
  if (state.shown == "best") draw_best(frame, state);
  if (state.shown == "scatter") draw_scatter(frame, state);
  if (state.shown != "parallel") return;
  if (const auto clicked = parallel_.draw(frame, state)) open(frame, *state.search, *clicked);
}

void SearchPage::draw_head(Frame& frame, SearchState& state) {
  ui::Ui& ui = frame.ui;
  ui::Toolbar bar("search.more");
  const std::vector<ui::Option> shown{{"best", std::string(ui.tr("The best twenty"))},
                                      {"scatter", std::string(ui.tr("Where they lie"))},
                                      {"parallel", std::string(ui.tr("All numbers"))}};
  bar.add({.name = "search.shown", .width = ui::combo_width(shown), .rank = 60, .draw = [&](ui::Toolbar::Form) {
             return ui::combo(ui, "search.shown", state.shown, shown, ui::combo_width(shown));
           }});
  std::vector<ui::Option> ranges;
  for (size_t i = 0; i < state.search->ranges.size(); ++i)
    ranges.push_back({std::to_string(i), range_words(ui, state.search->ranges[i].path)});
  const auto axis = [&](const char* name, int& chosen) {
    chosen = std::clamp(chosen, 0, std::max(0, static_cast<int>(ranges.size()) - 1));
    bar.add({.name = name, .width = ui::combo_width(ranges), .rank = 50, .draw = [&, name](ui::Toolbar::Form) {
               std::string value = std::to_string(chosen);
               if (!ui::combo(ui, name, value, ranges, ui::combo_width(ranges))) return false;
               chosen = std::stoi(value);
               return true;
             }});
  };
  const bool scatter = state.shown == "scatter" && !ranges.empty();
  if (scatter) {
    axis("search.x", state.x);
    axis("search.y", state.y);
  }
  const std::string_view narrow = ui.tr("Look only here");
  const std::vector<SearchRange> here = narrowed(state);
  if (scatter || state.shown == "parallel") {
    bar.add({.name = "search.narrow", .width = ui::button_width(narrow), .rank = 55, .draw = [&](ui::Toolbar::Form) {
               const std::string_view help =
                   scatter ? ui.tr(
                                 "Drag a box around the best with the right button, then press this: the ranges "
                                 "become what the figure shows, and the next search looks there.")
                           : ui.tr(
                                 "Drag along axes until the best are left, then press this: the ranges become what "
                                 "was kept, and the next search looks there.");
               if (!ui::button(ui, "search.narrow", narrow, {.enabled = !here.empty(), .tooltip = help})) return false;
               for (const SearchRange& range : here) {
                 const auto text = std::ranges::find(state.setup.ranges, range.path, &RangeText::path);
                 if (text != state.setup.ranges.end()) *text = text_of(range);
               }
               return true;
             }});
  }
  bar.draw(ui);
}

std::vector<SearchRange> SearchPage::narrowed(const SearchState& state) const {
  if (state.shown == "parallel") return parallel_.narrowed(*state.search);
  std::vector<SearchRange> found;
  const auto take = [&](int index, const plot::Range& box) {
    if (box.empty() || static_cast<size_t>(index) >= state.search->ranges.size()) return;
    SearchRange range = state.search->ranges[static_cast<size_t>(index)];
    range.low = std::max(range.low, box.min);
    range.high = std::min(range.high, box.max);
    if (range.values.empty() && range.low < range.high) found.push_back(std::move(range));
  };
  if (state.shown != "scatter") return found;
  take(state.x, box_x_);
  if (state.y != state.x) take(state.y, box_y_);
  return found;
}

// Validation solid over all trials' common axes, the best first, as in the book.
void SearchPage::draw_best(Frame& frame, SearchState& state) {
  ui::Ui& ui = frame.ui;
  const Search& search = *state.search;
  const FigureRow& metric = metric_of(search);
  const auto best = best_trials(search, *state.snapshot, most_best);
  if (best.empty()) return ui::caption(ui, ui.tr("No trial has finished yet."));
  ImGui::BeginChild("###search.best", {0, 0});
  const ImVec2 room = ImGui::GetContentRegionAvail(), start = ImGui::GetCursorPos();
  const float gap = ui.px(best_gap), title = ImGui::GetTextLineHeightWithSpacing();
  const int columns = std::clamp(static_cast<int>((room.x + gap) / (ui.px(least_best_width) + gap)), 1, best_columns);
  constexpr int rows = most_best / best_columns;
  const ImVec2 cell{std::floor((room.x + gap) / static_cast<float>(columns) - gap),
                    std::max(ui.px(least_best_height), std::floor((room.y + gap) / rows - gap - title))};
  plot::Range values;
  for (const int64_t index : best) {
    for (const CurvePoint& point : state.snapshot->trials[static_cast<size_t>(index)]->curve)
      values.include(point.value);
  }
  std::vector<plot::Point> points;
  for (size_t i = 0; i < best.size(); ++i) {
    const Trial& trial = *state.snapshot->trials[static_cast<size_t>(best[i])];
    const auto column = static_cast<float>(static_cast<int>(i) % columns),
               row = static_cast<float>(static_cast<int>(i) / columns);
    ImGui::SetCursorPos({start.x + column * (cell.x + gap), start.y + row * (cell.y + title + gap)});
    ImGui::BeginGroup();
    const std::string name = fmt::format("{} · {}", i + 1, figure_words(trial.figures.*(metric.value), metric));
    ui::text(ui, plot::shortened(name, cell.x, {.font = ui.fonts.caption}), ui.theme.muted, ui.fonts.caption);
    const std::string settings = settings_words(ui, search, trial);
    ui::tooltip(ui, name, settings);
    points.clear();
    for (const CurvePoint& point : trial.curve) points.push_back({point.step, point.value});
    plot::Figure figure(ui.plots, "###search.best" + std::to_string(i),
                        {.x_format = plot::Format::integer,
                         .y_format = metric.more_is_better ? plot::Format::percent : plot::Format::number,
                         .y_range = metric.more_is_better ? plot::Range{0, 1.03} : values,
                         .size = cell,
                         .controls = plot::Controls::hidden,
                         .legend = plot::Controls::hidden});
    figure.line(name, plot::series(points), {.marker = plot::Marker::none});
    const plot::FigureReport report = figure.draw();
    ImGui::EndGroup();
    ui.mark("search.best" + std::to_string(i), name + "\n" + settings);
    if (report.clicked && report.hovered) open(frame, search, trial.index);
  }
  ImGui::EndChild();
}

void SearchPage::draw_scatter(Frame& frame, SearchState& state) {
  ui::Ui& ui = frame.ui;
  const Search& search = *state.search;
  const FigureRow& metric = metric_of(search);
  if (search.ranges.empty()) return;
  const plot::Range all = metric_range(search, *state.snapshot);
  const auto x = static_cast<size_t>(state.x), y = static_cast<size_t>(state.y);
  points_.clear();
  colors_.clear();
  trials_.clear();
  std::vector<plot::Point> diverged;
  for (const auto& trial : state.snapshot->trials) {
    const auto a = setting_of(*trial, x), b = setting_of(*trial, y);
    if (!a || !b || trial->steps == 0) continue;
    const double value = metric_of_trial(search, *trial);
    if (!std::isfinite(value)) {
      diverged.push_back({*a, *b});
      continue;
    }
    points_.push_back({*a, *b});
    colors_.push_back(trial_color(ui, value, all, metric.more_is_better));
    trials_.push_back(trial->index);
  }
  const auto scale = [&](size_t range) {
    return search.ranges[range].logarithmic ? plot::Scale::log : plot::Scale::linear;
  };
  const std::string x_label = range_words(ui, search.ranges[x].path), y_label = range_words(ui, search.ranges[y].path),
                    words(metric_words(ui, metric));
  ui::caption(ui, fmt::format(fmt::runtime(ui.tr("{}: from {} (faint) to {} (strong). The right button drags a box.")),
                              words, figure_words(metric.more_is_better ? all.min : all.max, metric),
                              figure_words(metric.more_is_better ? all.max : all.min, metric)));
  plot::Figure figure(ui.plots, "###search.scatter" + search.ranges[x].path + search.ranges[y].path,
                      {.x_label = x_label,
                       .y_label = y_label,
                       .x_scale = scale(x),
                       .y_scale = scale(y),
                       .empty = ui.tr("No trial has finished yet.")});
  figure.scatter(words + "###trials", plot::series(points_),
                 {.color = plot::sample(plot::Colormap::viridis, 0.6),
                  .marker = plot::Marker::circle,
                  .radius = 5,
                  .colors = colors_});
  if (!diverged.empty())
    figure.scatter(std::string(ui.tr("diverged")) + "###diverged", plot::series(diverged),
                   {.color = ui.theme.error, .marker = plot::Marker::cross});
  const plot::FigureReport report = figure.draw();
  ui.mark("search.scatter", std::to_string(points_.size()));
  box_x_ = report.layout.view.x.range;
  box_y_ = report.layout.view.y.range;
  if (!report.clicked || !report.hovered || points_.empty()) return;
  const auto distance = [&](size_t i) {
    const ImVec2 pixel = report.layout.view.pixel(points_[i].x, points_[i].y), mouse = ImGui::GetMousePos();
    return std::hypot(pixel.x - mouse.x, pixel.y - mouse.y);
  };
  size_t nearest = 0;
  for (size_t i = 1; i < points_.size(); ++i) {
    if (distance(i) < distance(nearest)) nearest = i;
  }
  if (distance(nearest) < ui.px(10)) open(frame, search, trials_[nearest]);
}

}  // namespace saddle::app
