#include "plot/input.h"

#include <algorithm>
#include <cmath>

#include <imgui_internal.h>

namespace saddle::plot {
namespace {

constexpr float still = 3;     // pixels the mouse may tremble before a click becomes a drag
constexpr float flat_box = 6;  // a box not longer than this says nothing in that direction

void show(FigureState::AxisState& state, const Axis& axis) {
  state.follow = false;
  state.range = axis.range;
}

void switch_scale(FigureState::AxisState& state, const Axis& axis) {
  state.scale = axis.scale == Scale::log ? Scale::linear : Scale::log;
  if (*state.scale == Scale::log && state.range.min <= 0) state.follow = true;
}

void zoom_by_wheel(FigureState& state, const Pointer& pointer) {
  const Layout& layout = state.layout;
  const bool on_x = layout.x_axis.contains(pointer.position), on_y = layout.y_axis.contains(pointer.position);
  if (!on_x && !on_y && !layout.view.area.contains(pointer.position)) return;
  const double factor = std::pow(0.87, pointer.wheel);
  if (!on_y) {
    Axis axis = layout.view.x;
    axis.zoom(layout.view.unit_x(pointer.position.x), factor);
    show(state.x, axis);
  }
  if (!on_x) {
    Axis axis = layout.view.y;
    axis.zoom(layout.view.unit_y(pointer.position.y), factor);
    show(state.y, axis);
  }
}

// Whether the press was on something that acts at once.
bool click(FigureState& state, ImVec2 at) {
  const Layout& layout = state.layout;
  for (const Layout::Entry& entry : layout.entries) {
    if (!entry.rect.contains(at)) continue;
    state.toggle(entry.series);
    return true;
  }
  if (layout.legend.contains(at)) return true;
  if (layout.fit_button.contains(at)) {
    state.follow();
    return true;
  }
  if (layout.x_scale_button.contains(at)) {
    switch_scale(state.x, layout.view.x);
    return true;
  }
  if (layout.y_scale_button.contains(at)) {
    switch_scale(state.y, layout.view.y);
    return true;
  }
  return false;
}

void press(FigureState& state, const Pointer& pointer) {
  const Layout& layout = state.layout;
  const bool on_x = layout.x_axis.contains(pointer.position), on_y = layout.y_axis.contains(pointer.position);
  if (pointer.left_pressed && click(state, pointer.position)) return;
  if (pointer.double_clicked) {
    if (!on_y) state.x.follow = true;
    if (!on_x) state.y.follow = true;
    return;
  }
  if (!on_x && !on_y && !layout.view.area.contains(pointer.position)) return;
  state.drag = pointer.right_pressed || pointer.shift ? FigureState::Drag::box : FigureState::Drag::pan;
  state.drag_x = !on_y;
  state.drag_y = !on_x;
  state.drag_start = pointer.position;
  state.drag_view = layout.view;
}

void pan(FigureState& state, ImVec2 to) {
  const float dx = to.x - state.drag_start.x, dy = to.y - state.drag_start.y;
  if (std::hypot(dx, dy) < still) return;
  View view = state.drag_view;
  if (state.drag_x) {
    view.x.pan(-dx / view.area.width());
    show(state.x, view.x);
  }
  if (state.drag_y) {
    view.y.pan(dy / view.area.height());
    show(state.y, view.y);
  }
}

void zoom_to_box(FigureState& state, ImVec2 to) {
  const Rect box = selection(state, to);
  const bool wide = std::abs(to.x - state.drag_start.x) > flat_box;
  const bool tall = std::abs(to.y - state.drag_start.y) > flat_box;
  View view = state.drag_view;
  if (state.drag_x && wide) {
    view.x.zoom_to(view.unit_x(box.min.x), view.unit_x(box.max.x));
    show(state.x, view.x);
  }
  if (state.drag_y && tall) {
    view.y.zoom_to(view.unit_y(box.max.y), view.unit_y(box.min.y));
    show(state.y, view.y);
  }
}

}  // namespace

void interact(FigureState& state, const Pointer& pointer) {
  if (!state.drawn) return;
  if (state.drag != FigureState::Drag::none) {
    if (state.drag == FigureState::Drag::pan) pan(state, pointer.position);
    if (pointer.held) return;
    if (state.drag == FigureState::Drag::box) zoom_to_box(state, pointer.position);
    state.drag = FigureState::Drag::none;
    return;
  }
  if (!pointer.hovered) return;
  if (pointer.wheel != 0) zoom_by_wheel(state, pointer);
  if (pointer.left_pressed || pointer.right_pressed || pointer.double_clicked) press(state, pointer);
}

bool hold_under_cursor(FigureState& state, const View& shown, const Pointer& pointer) {
  if (!state.drawn || pointer.wheel == 0 || state.x.follow) return false;
  const double x = state.layout.view.data_x(pointer.position.x);
  const double off = shown.x.to_unit(x) - shown.unit_x(pointer.position.x);
  if (!(std::abs(off) * shown.area.width() > 0.05) || state.layout.y_axis.contains(pointer.position)) return false;
  Axis axis = shown.x;
  axis.pan(off);
  show(state.x, axis);
  return true;
}

Rect selection(const FigureState& state, ImVec2 mouse) {
  if (state.drag != FigureState::Drag::box) return {};
  const Rect& area = state.drag_view.area;
  const ImVec2 to{std::clamp(mouse.x, area.min.x, area.max.x), std::clamp(mouse.y, area.min.y, area.max.y)};
  const ImVec2 from{std::clamp(state.drag_start.x, area.min.x, area.max.x),
                    std::clamp(state.drag_start.y, area.min.y, area.max.y)};
  Rect box{{std::min(from.x, to.x), std::min(from.y, to.y)}, {std::max(from.x, to.x), std::max(from.y, to.y)}};
  if (!state.drag_x || box.width() <= flat_box) {
    box.min.x = area.min.x;
    box.max.x = state.drag_x && box.height() <= flat_box ? area.min.x : area.max.x;
  }
  if (!state.drag_y || box.height() <= flat_box) {
    box.min.y = area.min.y;
    box.max.y = area.max.y;
  }
  return box;
}

Pointer read_pointer() {
  const ImGuiIO& io = ImGui::GetIO();
  Pointer pointer;
  pointer.position = io.MousePos;
  pointer.hovered = ImGui::IsItemHovered();
  pointer.wheel = pointer.hovered ? io.MouseWheel : 0;
  pointer.double_clicked = ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left);
  pointer.left_pressed = ImGui::IsMouseClicked(ImGuiMouseButton_Left);
  pointer.right_pressed = ImGui::IsMouseClicked(ImGuiMouseButton_Right);
  pointer.held = ImGui::IsMouseDown(ImGuiMouseButton_Left) || ImGui::IsMouseDown(ImGuiMouseButton_Right);
  pointer.shift = io.KeyShift;
#if IMGUI_VERSION_NUM >= 19000
  ImGui::SetItemKeyOwner(ImGuiKey_MouseWheelY);
#else
  if (pointer.hovered) ImGui::SetItemUsingMouseWheel();
#endif
  return pointer;
}

}  // namespace saddle::plot
