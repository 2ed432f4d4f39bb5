#include "plot/surface_view.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "plot/input.h"
#include "plot/style.h"
#include "plot/text.h"

namespace saddle::plot {
namespace {

constexpr float low = -0.55f, high = 0.65f;

// One renderer may draw several views, and tells their heightfields apart by the version.
uint64_t next_version() {
  static uint64_t version = 0;
  return ++version;
}

}  // namespace

float SurfaceView::height_of(double f) const {
  const double t = color_position(colors_, f);
  return low + (high - low) * static_cast<float>(std::clamp(t, 0.0, 1.12));
}

Vector3 SurfaceView::place(double x, double y, double f) const {
  return {static_cast<float>((x - x_.min) / x_.span() * 2 - 1), static_cast<float>((y - y_.min) / y_.span() * 2 - 1),
          height_of(f)};
}

void SurfaceView::build(const Heightfield& field) {
  x_ = field.x;
  y_ = field.y;
  colors_ = field.colors;
  surface_.rows = (field.rows - 1) / field.every + 1;
  surface_.columns = (field.columns - 1) / field.every + 1;
  surface_.points.clear();
  surface_.colors.clear();
  for (int row = 0; row < field.rows; row += field.every) {
    for (int column = 0; column < field.columns; column += field.every) {
      const double f =
          field.values[static_cast<size_t>(row) * static_cast<size_t>(field.columns) + static_cast<size_t>(column)];
      Vector3 point = place(x_.min + x_.span() * column / (field.columns - 1),
                            y_.min + y_.span() * row / (field.rows - 1), std::isnan(f) ? 0 : f);
      if (!std::isfinite(f)) point[2] = std::isnan(f) ? std::nanf("") : f > 0 ? height_of(1e300) : low;
      surface_.points.push_back(point);
      surface_.colors.push_back(sample(colors_.map, std::clamp(color_position(colors_, f), 0.0, 1.0)));
    }
  }
  surface_.version = next_version();
  lines_.clear();
  for (const ContourLine& line : field.lines) {
    if (line.level > colors_.range.max) continue;
    Surface3d::Path path{.points = {}, .color = with_alpha(IM_COL32(255, 255, 255, 255), 0.38f), .width = 1.1f};
    for (const Point& p : line.points) path.points.push_back(place(p.x, p.y, line.level));
    lines_.push_back(std::move(path));
  }
}

void SurfaceView::clear() {
  surface_.paths = lines_;
  surface_.balls.clear();
}

void SurfaceView::turn() {
  const ImGuiIO& io = ImGui::GetIO();
  if (ImGui::IsItemActive() && ImGui::IsMouseDragging(ImGuiMouseButton_Left, 0)) {
    surface_.azimuth -= io.MouseDelta.x * 0.008f;
    surface_.elevation = std::clamp(surface_.elevation + io.MouseDelta.y * 0.006f, 0.05f, 1.53f);
  }
  if (ImGui::IsItemHovered() && io.MouseWheel != 0)
    surface_.zoom = std::clamp(surface_.zoom * std::pow(1.12f, io.MouseWheel), 0.4f, 4.0f);
  if (ImGui::IsItemHovered() && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
    surface_.azimuth = -1.05f;
    surface_.elevation = 0.62f;
    surface_.zoom = 1;
  }
}

void SurfaceView::draw(std::string_view label, const Style& style, const SurfaceViewOptions& options) {
  const ImVec2 min = ImGui::GetCursorScreenPos(), max{min.x + options.size.x, min.y + options.size.y};
  ImGui::InvisibleButton(std::string(label).c_str(), options.size);
  turn();
  read_pointer();  // keeps the wheel from scrolling the panel
  if (surface_.points.empty()) return;
  surface_.background = options.background;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  // Around the box, room for the numbers of its axes; below them, where there is enough of it, a line for the hint.
  const Pencil pencil{.font = style.small};
  const ImVec2 words = text_size(options.hint, pencil);
  const bool hinted = words.x < options.size.x && options.size.y > style.px(200);
  const float margin = std::min(style.px(14), 0.1f * options.size.y), line = hinted ? words.y + style.px(4) : 0;
  const ImVec2 from{min.x + margin, min.y}, to{max.x - margin, max.y - margin - line};
  draw_surface(list, surface_, from, to, renderer_);
  list.PushClipRect(min, max, true);
  draw_box_axes(list, style,
                box_axes(surface_, {from, to}, style,
                         {.x_name = options.x_name,
                          .y_name = options.y_name,
                          .z_name = options.z_name,
                          .x = x_,
                          .y = y_,
                          .z = colors_,
                          .bottom = low,
                          .top = high}));
  list.PopClipRect();
  if (hinted)
    draw_text(list, {max.x - words.x - style.px(6), max.y - words.y - style.px(4)}, style.muted, options.hint, pencil);
}

}  // namespace saddle::plot
