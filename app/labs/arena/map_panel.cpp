#include "labs/arena/map_panel.h"

#include <algorithm>
#include <cmath>
#include <iterator>

#include <fmt/format.h>

#include "plot/number.h"
#include "ui/handle_mark.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

constexpr size_t nobody = static_cast<size_t>(-1);

// The domain, widened until a unit is as long in x as in y on a picture of this shape.
Region widened(const Region& domain, float width, float height) {
  Region region = domain;
  const double wanted = static_cast<double>(std::max(0.2f, width / std::max(1.0f, height)));
  const double narrow_x = domain.height() * wanted - domain.width(),
               narrow_y = domain.width() / wanted - domain.height();
  if (narrow_x > 0) {
    region.left -= narrow_x / 2, region.right += narrow_x / 2;
  } else if (narrow_y > 0) {
    region.bottom -= narrow_y / 2, region.top += narrow_y / 2;
  }
  return region;
}

plot::Colormap ground_map(const ui::Ui& ui) {
  return ui.theme.dark ? plot::Colormap::depth_dark : plot::Colormap::depth;
}

// To a thousandth of the picture or so: where a hand can aim, and 0 can be hit.
double rounded(double value, double span) {
  const double step = std::pow(10.0, std::floor(std::log10(span / 600)));
  return std::round(value / step) * step;
}

// What the read-out says of a racer at a step.
auto reading_of(const ui::Ui& ui, const Trajectory& path) {
  return [&ui, &path](int64_t step) {
    const double f = path.f[static_cast<size_t>(std::clamp<int64_t>(step, 0, path.steps()))];
    return fmt::format(fmt::runtime(ui.tr("step {}: f = {}")), step, plot::value_text(f));
  };
}

bool nearly(const Region& a, const Region& b) {
  const double size = 1e-6 * (b.width() + b.height());
  return std::abs(a.left - b.left) < size && std::abs(a.right - b.right) < size &&
         std::abs(a.bottom - b.bottom) < size && std::abs(a.top - b.top) < size;
}

}  // namespace

void MapPanel::draw(Frame& frame, ArenaState& state, float height) {
  if (state.function.surface->dimensions() == 1) {
    draw_curve(frame, state, height);
  } else {
    draw_plane(frame, state, height);
  }
  frame.ui.mark("arena.map");
}

void MapPanel::draw_plane(Frame& frame, ArenaState& state, float height) {
  ui::Ui& ui = frame.ui;
  // The picture without its axes, about; the figure takes off what is left.
  const Region whole = widened(state.setup.domain, ImGui::GetContentRegionAvail().x - ui.px(62), height - ui.px(44));
  plot::Figure figure(ui.plots, "###arena.map." + state.function.formula,
                      {.x_label = "x",
                       .y_label = "y",
                       .x_range = plot::Range{whole.left, whole.right},
                       .y_range = plot::Range{whole.bottom, whole.top},
                       .size = {0, height},
                       .aspect = plot::Aspect::equal,
                       .legend_least = 1});
  state.view == "wins" ? add_winners(ui, state, figure) : add_ground(ui, state, figure);
  add_paths(ui, state, figure);
  add_points(ui, state, figure);
  add_handles(ui, state, figure);
  const plot::FigureReport report = figure.draw();
  if (report.moved >= 0) take_handle(state, report.moved);
  state.racing_start = report.moved >= 0;
  const plot::View& view = report.layout.view;
  for (size_t i = 0; i < handles_.size(); ++i)
    ui::mark_handle(ui, "arena.map", static_cast<int>(i), view, handles_[i].x, handles_[i].y);
  const Region shown{view.x.range.min, view.x.range.max, view.y.range.min, view.y.range.max};
  if (report.layout.whole.width() > 0 && !nearly(shown, state.region)) state.region = shown;
}

void MapPanel::add_ground(ui::Ui& ui, ArenaState& state, plot::Figure& figure) {
  const Field* field = state.now->field.get();
  if (!field || field->rows < 2 || field->range.empty()) return;
  const plot::Range x{field->region.left, field->region.right}, y{field->region.bottom, field->region.top};
  figure.heatmap("f###ground", field->values, field->rows, field->columns,
                 {.map = ground_map(ui),
                  .range = field->range,
                  .scale = field->skewed ? plot::Scale::log : plot::Scale::linear,
                  .x = x,
                  .y = y,
                  .shading = plot::Shading::smooth,
                  .bar = false});
  figure.contour({}, field->lines,
                 {.color = plot::with_alpha(ui.theme.plot.text, ui.theme.dark ? 0.34f : 0.42f), .width = 1.0f});
  if (state.arrows) figure.arrows({}, field->arrows, {.color = plot::with_alpha(ui.theme.plot.text, 0.30f)});
}

void MapPanel::add_winners(ui::Ui& ui, ArenaState& state, plot::Figure& figure) {
  const WinMap* map = state.now->win_map.get();
  if (!map) return;
  tile_colors_.clear();
  tile_names_.clear();
  for (const size_t racer : state.running()) {
    tile_colors_.push_back(plot::mix(ui.theme.plot.background, state.color(ui, racer), ui.theme.dark ? 0.62f : 0.55f));
    tile_names_.push_back(state.name(ui, racer));
  }
  figure.tiles(ui::labeled(ui.tr("lowest"), "winner"), map->winner, map->height, map->width,
               {.x = {map->region.left, map->region.right},
                .y = {map->region.bottom, map->region.top},
                .colors = tile_colors_,
                .names = tile_names_});
  if (const Field* field = state.now->field.get())
    figure.contour({}, field->lines,
                   {.color = plot::with_alpha(ui.theme.plot.text, 0.25f), .width = 1.0f, .labels = false});
}

void MapPanel::add_paths(ui::Ui& ui, ArenaState& state, plot::Figure& figure) {
  const std::vector<size_t> running = state.running();
  paths_.assign(running.size(), {});
  heads_.assign(running.size(), {});
  speeds_.assign(running.size(), {});
  for (size_t i = 0; i < running.size(); ++i) {
    const size_t racer = running[i];
    const Trajectory* path = state.path(racer);
    if (!path) continue;
    const int64_t last = std::min(state.racing_start ? path->steps() : state.step(), path->steps());
    for (int64_t k = 0; k <= last; ++k) paths_[i].push_back({path->at(k).x, path->at(k).y});
    heads_[i] = {paths_[i].back()};
    const ImU32 color = state.color(ui, racer);
    const bool selected = racer == state.selected;
    const std::string name = state.name(ui, racer);
    // Not in the legend: the list of racers names the colors.
    const std::string label = name + "###path" + std::to_string(racer);
    figure.line(label, plot::series(paths_[i]),
                {.color = color,
                 .width = selected ? 2.6f : 1.9f,
                 .marker = plot::Marker::none,
                 .part_of = label,
                 .reading = reading_of(ui, *path)});
    if (last <= 400) {
      figure.marks(plot::series(paths_[i]), {.color = color, .marker = plot::Marker::circle, .radius = 2.3f});
    }
    figure.marks(plot::series(heads_[i]),
                 {.color = color, .marker = plot::series_marker(static_cast<int>(racer)), .radius = 6.5f});
    const auto momentum = std::ranges::find(path->states, "v", &Trajectory::State::name);
    const bool rolls = momentum != path->states.end() && path->states.size() == 1;
    if (!state.momentum || !rolls) continue;
    const auto at = static_cast<size_t>(last);
    speeds_[i] = {{path->x[at], path->y[at], momentum->x[at], momentum->y[at], 1}};
    figure.arrows({}, speeds_[i], {.color = color, .width = 2, .length = plot::ArrowLength::data});
  }
}

void MapPanel::add_points(ui::Ui& ui, ArenaState& state, plot::Figure& figure) {
  minima_.clear();
  saddles_.clear();
  if (!state.now->field) return;
  for (const StationaryPoint& point : state.now->field->points) {
    if (point.kind == StationaryPoint::Kind::minimum) minima_.push_back({point.at.x, point.at.y});
    if (point.kind == StationaryPoint::Kind::saddle) saddles_.push_back({point.at.x, point.at.y});
  }
  const ImU32 ink = ui.theme.plot.text;
  if (!minima_.empty()) {
    figure.scatter(ui::labeled(ui.tr("minimum"), "minima"), plot::series(minima_),
                   {.color = ink, .marker = plot::Marker::plus, .radius = 6});
  }
  if (!saddles_.empty()) {
    figure.scatter(ui::labeled(ui.tr("saddle point"), "saddles"), plot::series(saddles_),
                   {.color = ink, .marker = plot::Marker::cross, .radius = 6});
  }
}

void MapPanel::add_handles(ui::Ui& ui, ArenaState& state, plot::Figure& figure) {
  const bool one = state.function.surface->dimensions() == 1;
  const auto place = [&](Point p) { return plot::Point{p.x, one ? state.function.surface->value({p.x, 0}) : p.y}; };
  handles_ = {place(state.setup.race.start)};
  handle_of_ = {nobody};
  for (const size_t racer : state.running()) {
    if (!state.setup.race.racers[racer].start) continue;
    handles_.push_back(place(*state.setup.race.racers[racer].start));
    handle_of_.push_back(racer);
  }
  for (size_t i = 0; i < handles_.size(); ++i) {
    const bool locked = !ui::lock_reason(ui, name_of_handle(i)).empty();
    figure.handle(handles_[i], handle_of_[i] == nobody ? ui.theme.plot.text : state.color(ui, handle_of_[i]),
                  locked ? plot::Grip::fixed : plot::Grip::free);
  }
}

std::string MapPanel::name_of_handle(size_t handle) const {
  const size_t racer = handle_of_[handle];
  return racer == nobody ? "start.x" : fmt::format("racer{}.own_start", racer);
}

void MapPanel::take_handle(ArenaState& state, int moved) {
  const bool one = state.function.surface->dimensions() == 1;
  for (size_t i = 0; i < handles_.size(); ++i) {
    Point& start = handle_of_[i] == nobody ? state.setup.race.start : *state.setup.race.racers[handle_of_[i]].start;
    const Point place{rounded(handles_[i].x, state.region.width()),
                      one ? start.y : rounded(handles_[i].y, state.region.height())};
    if (static_cast<int>(i) == moved) start = place;
  }
}

void MapPanel::draw_curve(Frame& frame, ArenaState& state, float height) {
  ui::Ui& ui = frame.ui;
  const Field* field = state.now->field.get();
  Points curve, tangent;
  if (field && field->rows == 1) {
    for (int i = 0; i < field->columns; ++i) {
      curve.push_back({field->region.left + field->region.width() * i / (field->columns - 1), field->value(0, i)});
    }
  }
  // In a small figure a legend would lie on the curve; what it says of the slope stands below, too.
  const bool keyed = ImGui::GetContentRegionAvail().x >= ui.px(420) && height >= ui.px(240);
  plot::Figure figure(ui.plots, "###arena.map." + state.function.formula,
                      {.x_label = "x",
                       .y_label = "f(x)",
                       .x_range = plot::Range{state.setup.domain.left, state.setup.domain.right},
                       .y_range = field && field->rows == 1 ? field->without_poles : std::nullopt,
                       .size = {0, height},
                       .legend = keyed ? plot::Controls::shown : plot::Controls::hidden});
  figure.line("f(x)###curve", plot::series(curve), {.color = ui.theme.plot.text, .marker = plot::Marker::none});
  const std::vector<size_t> running = state.running();
  paths_.assign(running.size(), {});
  heads_.assign(running.size(), {});
  const Trajectory* chosen = state.path(state.selected);
  if (chosen) {
    const auto at = static_cast<size_t>(std::min(state.step(), chosen->steps()));
    const double x = chosen->x[at], f = chosen->f[at], slope = state.function.surface->gradient({x, 0}).x,
                 reach = 0.18 * state.setup.domain.width();
    // A derivative can be written down where f itself is undefined; there is nothing to touch there.
    if (std::isfinite(f) && std::isfinite(slope)) {
      tangent = {{x - reach, f - slope * reach}, {x + reach, f + slope * reach}};
      figure.line(ui::labeled(fmt::format(fmt::runtime(ui.tr("tangent, slope {:.4g}")), slope), "tangent"),
                  plot::series(tangent),
                  {.color = state.color(ui, state.selected),
                   .width = 1.6f,
                   .dash = plot::Dash::dashed,
                   .marker = plot::Marker::none});
    }
  }
  for (size_t i = 0; i < running.size(); ++i) {
    const Trajectory* path = state.path(running[i]);
    if (!path) continue;
    const int64_t last = std::min(state.racing_start ? path->steps() : state.step(), path->steps());
    for (int64_t k = 0; k <= last; ++k) paths_[i].push_back({path->at(k).x, path->f[static_cast<size_t>(k)]});
    heads_[i] = {paths_[i].back()};
    const ImU32 color = state.color(ui, running[i]);
    // Not in the legend, which would hide the curve: the list of racers names the colors.
    const std::string label = state.name(ui, running[i]) + "###path" + std::to_string(running[i]);
    figure.line(label, plot::series(paths_[i]),
                {.color = color,
                 .width = 1.4f,
                 .marker = plot::Marker::none,
                 .part_of = label,
                 .reading = reading_of(ui, *path)});
    figure.marks(plot::series(paths_[i]), {.color = color, .marker = plot::Marker::circle, .radius = 2.6f});
    figure.marks(plot::series(heads_[i]),
                 {.color = color, .marker = plot::series_marker(static_cast<int>(running[i])), .radius = 6.5f});
  }
  add_handles(ui, state, figure);
  const plot::FigureReport report = figure.draw();
  if (report.moved >= 0) take_handle(state, report.moved);
  state.racing_start = report.moved >= 0;
  const plot::Range& x = report.layout.view.x.range;
  const Region shown{x.min, x.max, -1, 1};
  if (report.layout.whole.width() > 0 && !nearly(shown, state.region)) state.region = shown;
}

}  // namespace saddle::app
