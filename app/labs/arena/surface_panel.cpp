#include "labs/arena/surface_panel.h"

#include <algorithm>
#include <cmath>

#include "plot/heatmap_item.h"
#include "plot/input.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

constexpr int coarser = 2;  // of the map's grid
constexpr float low = -0.55f, high = 0.65f;

plot::ColourScale colours_of(const Field& field) {
  return {plot::Colormap::viridis, field.range, field.skewed ? plot::Scale::log : plot::Scale::linear};
}

}  // namespace

float SurfacePanel::height_of(double f) const {
  const double t = plot::colour_position(colours_of(*field_), f);
  return low + (high - low) * static_cast<float>(std::clamp(t, 0.0, 1.12));
}

plot::Vector3 SurfacePanel::place(double x, double y, double f) const {
  const Region& region = field_->region;
  return {static_cast<float>((x - region.left) / region.width() * 2 - 1),
          static_cast<float>((y - region.bottom) / region.height() * 2 - 1), height_of(f)};
}

void SurfacePanel::build(const ArenaState& state) {
  if (field_ == state.now->field) return;
  field_ = state.now->field;
  const Field& field = *field_;
  scene_.rows = (field.rows - 1) / coarser + 1;
  scene_.columns = (field.columns - 1) / coarser + 1;
  scene_.points.clear();
  scene_.colours.clear();
  const plot::ColourScale colours = colours_of(field);
  for (int row = 0; row < scene_.rows; ++row) {
    for (int column = 0; column < scene_.columns; ++column) {
      const double f = field.value(row * coarser, column * coarser);
      const double x = field.region.left + field.region.width() * column * coarser / (field.columns - 1),
                   y = field.region.bottom + field.region.height() * row * coarser / (field.rows - 1);
      plot::Vector3 point = place(x, y, std::isnan(f) ? 0 : f);
      if (!std::isfinite(f)) point[2] = std::isnan(f) ? std::nanf("") : f > 0 ? height_of(1e300) : low;
      scene_.points.push_back(point);
      scene_.colours.push_back(plot::sample(colours.map, std::clamp(plot::colour_position(colours, f), 0.0, 1.0)));
    }
  }
  ++scene_.version;
  lines_.clear();
  for (const plot::ContourLine& line : field.lines) {
    if (line.level > field.range.max) continue;
    plot::Scene3d::Path path{
        .points = {}, .colour = plot::with_alpha(IM_COL32(255, 255, 255, 255), 0.38f), .width = 1.1f};
    for (const plot::Point& p : line.points) path.points.push_back(place(p.x, p.y, line.level));
    lines_.push_back(std::move(path));
  }
}

void SurfacePanel::add_paths(const ui::Ui& ui, const ArenaState& state) {
  scene_.paths = lines_;
  scene_.balls.clear();
  const Region& region = field_->region;
  for (const size_t racer : state.running()) {
    const Trajectory* path = state.path(racer);
    if (!path) continue;
    const int64_t last = std::min(state.step(), path->steps());
    const float width = ui.px(racer == state.selected ? 3.4f : 2.6f);
    plot::Scene3d::Path ink{.points = {}, .colour = state.colour(ui, racer), .width = width};
    // Along the ground between two steps too, not through the mountain.
    const auto add = [&](Point p, double f) {
      if (region.contains(p) && std::isfinite(f)) {
        ink.points.push_back(place(p.x, p.y, f));
      } else if (!ink.points.empty()) {
        scene_.paths.push_back(std::exchange(ink, {.points = {}, .colour = ink.colour, .width = width}));
      }
    };
    const Landscape& landscape = *state.function.landscape;
    for (int64_t k = 0; k <= last; ++k) {
      const Point to = path->at(k);
      if (k > 0) {
        const Point from = path->at(k - 1);
        const double far = std::hypot((to.x - from.x) / region.width(), (to.y - from.y) / region.height());
        const int parts = std::isfinite(far) ? std::clamp(static_cast<int>(far * 60), 1, 24) : 1;
        for (int part = 1; part < parts; ++part) {
          const double t = static_cast<double>(part) / parts;
          const Point p{from.x + t * (to.x - from.x), from.y + t * (to.y - from.y)};
          add(p, landscape.value(p));
        }
      }
      add(to, path->f[static_cast<size_t>(k)]);
    }
    if (!ink.points.empty()) {
      scene_.paths.push_back(ink);
    }
    const Point here = path->at(last);
    const double f = path->f[static_cast<size_t>(last)];
    if (region.contains(here) && std::isfinite(f))
      scene_.balls.push_back({place(here.x, here.y, f), state.colour(ui, racer), ui.px(6)});
  }
}

void SurfacePanel::turn() {
  const ImGuiIO& io = ImGui::GetIO();
  if (ImGui::IsItemActive() && ImGui::IsMouseDragging(ImGuiMouseButton_Left, 0)) {
    scene_.azimuth -= io.MouseDelta.x * 0.008f;
    scene_.elevation = std::clamp(scene_.elevation + io.MouseDelta.y * 0.006f, 0.05f, 1.53f);
  }
  if (ImGui::IsItemHovered() && io.MouseWheel != 0)
    scene_.zoom = std::clamp(scene_.zoom * std::pow(1.12f, io.MouseWheel), 0.4f, 4.0f);
  if (ImGui::IsItemHovered() && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
    scene_.azimuth = -1.05f;
    scene_.elevation = 0.62f;
    scene_.zoom = 1;
  }
}

void SurfacePanel::draw(Frame& frame, ArenaState& state, float height) {
  ui::Ui& ui = frame.ui;
  const ImVec2 min = ImGui::GetCursorScreenPos(), size{ImGui::GetContentRegionAvail().x, height};
  ImGui::InvisibleButton("###surface", size);
  turn();
  plot::read_pointer();  // keeps the wheel from scrolling the panel
  ui.mark("arena.surface", std::to_string(scene_.azimuth));
  if (!state.now->field || state.now->field->rows < 2 || state.now->field->range.empty()) return;
  build(state);
  add_paths(ui, state);
  scene_.background = ui.theme.panel;
  plot::draw_scene(*ImGui::GetWindowDrawList(), scene_, min, {min.x + size.x, min.y + size.y}, renderer_);
  const std::string_view hint = ui.tr("Drag to turn, wheel to zoom, double click to reset");
  ImGui::PushFont(ui.fonts.caption);
  const ImVec2 words = ImGui::CalcTextSize(hint.data(), hint.data() + hint.size());
  ImGui::GetWindowDrawList()->AddText({min.x + size.x - words.x - ui.px(6), min.y + size.y - words.y - ui.px(4)},
                                      ui.theme.muted, hint.data(), hint.data() + hint.size());
  ImGui::PopFont();
}

}  // namespace saddle::app
