#include "labs/arena/chart_panel.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "plot/figure.h"
#include "plot/number.h"
#include "saddle/catalog.h"
#include "saddle/explain.h"
#include "ui/toolbar.h"
#include "ui/widgets.h"

namespace saddle::app {

void ChartPanel::draw(Frame& frame, ArenaState& state) {
  draw_table(frame, state);
  draw_tabs(frame, state);
  if (state.chart == "descent") draw_descent(frame, state);
  if (state.chart == "coordinates") draw_coordinates(frame, state);
  if (state.chart == "sweep") draw_sweep(frame, state);
}

void ChartPanel::draw_tabs(Frame& frame, ArenaState& state) {
  ui::Ui& ui = frame.ui;
  ImGui::Dummy({0, ui.px(2)});
  ui::Toolbar bar("chart.more");
  const auto tab = [&](const char* name, std::string_view label, std::string_view help) {
    bar.add({.name = std::string("chart.") + name,
             .width = ui::button_width(label),
             .rank = state.chart == name ? 60 : 50,
             .draw =
                 [&ui, &state, name, label, help](ui::Toolbar::Form) {
                   const bool pressed =
                       ui::button(ui, std::string("chart.") + name, label,
                                  {.look = state.chart == name ? ui::Look::plain : ui::Look::quiet, .tooltip = help});
                   if (pressed) state.chart = name;
                   return pressed;
                 },
             .label = {},
             .gap = ui.px(2)});
  };
  tab("descent", ui.tr("f by step"), ui.tr("The value at each step."));
  tab("coordinates", ui.tr("Inside"), ui.tr("Gradient, memory and rate of the chosen racer, along x and along y."));
  tab("sweep", ui.tr("Rates"), ui.tr("Where each racer ends, for every learning rate."));
  bar.draw(ui);
}

// Where no minimum is known, walks may fall for ever: what the map shows is enough. Beside a pole all else would be
// flat.
std::optional<plot::Range> ChartPanel::heights(const ArenaState& state) {
  if (state.lowest() || !state.now->field || !(state.now->field->range.span() > 0)) return std::nullopt;
  if (state.now->field->without_poles) return state.now->field->without_poles;
  return plot::fit(state.now->field->range, plot::Scale::linear, 0.04);
}

void ChartPanel::draw_descent(Frame& frame, ArenaState& state) {
  ui::Ui& ui = frame.ui;
  const std::optional<double> lowest = state.lowest();
  const std::string label = lowest && *lowest != 0 ? fmt::format("f − ({:.4g})", *lowest) : "f";
  plot::Figure figure(ui.plots, "###arena.descent." + state.function.formula,
                      {.x_label = ui.tr("step"),
                       .y_label = label,
                       .y_scale = lowest ? plot::Scale::log : plot::Scale::linear,
                       .x_format = plot::Format::integer,
                       .x_range = plot::Range{0, static_cast<double>(std::max(1, state.setup.race.steps))},
                       .y_range = heights(state),
                       .legend = plot::Controls::hidden});  // the table above names the colors
  const std::vector<size_t> running = state.running();
  lines_.assign(running.size(), {});
  heads_.assign(running.size(), {});
  for (size_t i = 0; i < running.size(); ++i) {
    const Trajectory* path = state.path(running[i]);
    if (!path) continue;
    const int64_t last = std::min(state.racing_start ? path->steps() : state.step(), path->steps());
    for (int64_t k = 0; k <= last; ++k) {
      const double f = path->f[static_cast<size_t>(k)] - lowest.value_or(0);
      if (std::isfinite(f) && std::abs(f) < 1e12) lines_[i].push_back({static_cast<double>(k), f});
    }
    figure.line(state.name(ui, running[i]) + "###descent" + std::to_string(running[i]), plot::series(lines_[i]),
                {.color = state.color(ui, running[i]), .marker = plot::Marker::none});
    if (!lines_[i].empty()) heads_[i] = {lines_[i].back()};
    add_head(ui, state, figure, i);
  }
  const plot::FigureReport report = figure.draw();
  ui.mark("arena.descent");
  if (report.clicked && report.hovered) {
    state.playing = false;
    state.position = std::clamp(std::round(report.x), 0.0, static_cast<double>(state.setup.race.steps));
  }
}

// The sign of the racer, as on the map.
void ChartPanel::add_head(const ui::Ui& ui, const ArenaState& state, plot::Figure& figure, size_t running) const {
  const size_t racer = state.running()[running];
  figure.marks(plot::series(heads_[running]),
               {.color = state.color(ui, racer), .marker = plot::series_marker(static_cast<int>(racer)), .radius = 5});
}

void ChartPanel::draw_coordinates(Frame& frame, ArenaState& state) {
  ui::Ui& ui = frame.ui;
  const Trajectory* path = state.path(state.selected);
  if (!path) return;
  const Racer& racer = state.setup.race.racers[state.selected];
  const bool both = state.function.surface->dimensions() == 2;
  struct Strip {
    std::string label, name;
    std::array<Points, 2> values;
  };
  std::vector<Strip> strips;
  const int64_t last = std::min(state.step(), path->steps());
  const auto add = [&](std::string label, std::string name, const auto& value, int64_t from) {
    Strip strip{.label = std::move(label), .name = std::move(name), .values = {}};
    for (const Along axis : {Along::x, Along::y}) {
      for (int64_t k = from; k <= last; ++k) {
        const double v = value(axis, k);
        if (std::isfinite(v)) strip.values[axis == Along::x ? 0 : 1].push_back({static_cast<double>(k), v});
      }
    }
    strips.push_back(std::move(strip));
  };
  const Entry& entry = catalog::get(catalog::optimizers(), racer.optimizer.type, "");
  const Property* beta1 = find(entry.properties, "beta1");
  const double memory =
      beta1 ? std::get<double>(std::get<Value>(checked(value_of(racer.optimizer.properties, *beta1), *beta1, ""))) : 0;
  add(
      std::string(ui.tr("gradient")), "g",
      [&](Along axis, int64_t k) { return (axis == Along::x ? path->gx : path->gy)[static_cast<size_t>(k)]; }, 0);
  for (const Trajectory::State& memory_of : path->states) {
    // The first moment is shown as it is used: without the pull of its zero at the start.
    const bool mean = beta1 && memory_of.name == "m";
    add(
        mean ? "m-hat" : std::string(memory_of.name), std::string(memory_of.name),
        [&](Along axis, int64_t k) {
          const double value = (axis == Along::x ? memory_of.x : memory_of.y)[static_cast<size_t>(k)];
          return mean && k > 0 ? value / (1 - std::pow(memory, static_cast<double>(k))) : value;
        },
        0);
  }
  add(
      std::string(ui.tr("effective rate")), "rate",
      [&](Along axis, int64_t k) { return effective_rate(racer, *path, k, axis); }, 1);
  const float height =
      (ImGui::GetContentRegionAvail().y - ImGui::GetStyle().ItemSpacing.y * static_cast<float>(strips.size() - 1)) /
      static_cast<float>(strips.size());
  for (const Strip& strip : strips) {
    const bool bottom = &strip == &strips.back();
    plot::Figure figure(ui.plots, ui::labeled(strip.label, "arena.inside." + strip.name),
                        {.x_label = bottom ? ui.tr("step") : std::string_view(),
                         .x_format = plot::Format::integer,
                         .x_range = plot::Range{0, static_cast<double>(std::max(1, state.setup.race.steps))},
                         .size = {0, std::max(ui.px(60), height)},
                         .stack = "arena.inside",
                         .controls = plot::Controls::hidden});
    const ImU32 color = state.color(ui, state.selected);
    figure.line("x###x", plot::series(strip.values[0]), {.color = color, .marker = plot::Marker::none});
    if (both) {
      figure.line("y###y", plot::series(strip.values[1]),
                  {.color = plot::mix(color, ui.theme.plot.text, 0.45f),
                   .dash = plot::Dash::dashed,
                   .marker = plot::Marker::none});
    }
    figure.draw();
    ui.mark("arena.inside." + strip.name, strip.label);
  }
}

}  // namespace saddle::app
