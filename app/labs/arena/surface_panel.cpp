#include "labs/arena/surface_panel.h"

#include <algorithm>
#include <cmath>

#include "ui/widgets.h"

namespace saddle::app {
namespace {

constexpr int coarser = 2;  // than the map's grid

}  // namespace

void SurfacePanel::build(const ArenaState& state) {
  if (field_ == state.now->field) return;
  field_ = state.now->field;
  const Field& field = *field_;
  view_.build({.values = field.values,
               .rows = field.rows,
               .columns = field.columns,
               .x = {field.region.left, field.region.right},
               .y = {field.region.bottom, field.region.top},
               .colors = {plot::Colormap::viridis, field.range, field.skewed ? plot::Scale::log : plot::Scale::linear},
               .lines = field.lines,
               .every = coarser});
}

void SurfacePanel::add_paths(const ui::Ui& ui, const ArenaState& state) {
  view_.clear();
  const Region& region = field_->region;
  for (const size_t racer : state.running()) {
    const Trajectory* path = state.path(racer);
    if (!path) continue;
    const int64_t last = std::min(state.step(), path->steps());
    const float width = ui.px(racer == state.selected ? 3.4f : 2.6f);
    plot::Surface3d::Path ink{.points = {}, .color = state.color(ui, racer), .width = width};
    // Along the ground between two steps too, not through the mountain.
    const auto add = [&](Point p, double f) {
      if (region.contains(p) && std::isfinite(f)) {
        ink.points.push_back(view_.place(p.x, p.y, f));
      } else if (!ink.points.empty()) {
        view_.add(std::exchange(ink, {.points = {}, .color = ink.color, .width = width}));
      }
    };
    const Surface& surface = *state.function.surface;
    for (int64_t k = 0; k <= last; ++k) {
      const Point to = path->at(k);
      if (k > 0) {
        const Point from = path->at(k - 1);
        const double far = std::hypot((to.x - from.x) / region.width(), (to.y - from.y) / region.height());
        const int parts = std::isfinite(far) ? std::clamp(static_cast<int>(far * 60), 1, 24) : 1;
        for (int part = 1; part < parts; ++part) {
          const double t = static_cast<double>(part) / parts;
          const Point p{from.x + t * (to.x - from.x), from.y + t * (to.y - from.y)};
          add(p, surface.value(p));
        }
      }
      add(to, path->f[static_cast<size_t>(k)]);
    }
    if (!ink.points.empty()) {
      view_.add(ink);
    }
    const Point here = path->at(last);
    const double f = path->f[static_cast<size_t>(last)];
    if (region.contains(here) && std::isfinite(f))
      view_.add(plot::Surface3d::Ball{view_.place(here.x, here.y, f), state.color(ui, racer), ui.px(6)});
  }
}

void SurfacePanel::draw(Frame& frame, ArenaState& state, float height) {
  ui::Ui& ui = frame.ui;
  if (state.now->field && state.now->field->rows > 1 && !state.now->field->range.empty()) {
    build(state);
    add_paths(ui, state);
  }
  view_.draw("###surface", ui.plots.style,
             {.size = {ImGui::GetContentRegionAvail().x, height},
              .background = ui.theme.panel,
              .hint = ui.tr("Drag to turn, wheel to zoom, double click to reset"),
              .x_name = "x",
              .y_name = "y",
              .z_name = "f"});
  ui.mark("arena.surface", std::to_string(view_.surface().azimuth));
}

}  // namespace saddle::app
