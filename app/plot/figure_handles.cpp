// Points of a figure that the mouse can take hold of.
#include <algorithm>
#include <cmath>

#include <imgui_internal.h>

#include "plot/figure.h"
#include "plot/stroke.h"
#include "plot/text.h"

namespace saddle::plot {
namespace {

constexpr float handle_reach = 12, cursor_reach = 7, grip_width = 13, grip_height = 15;  // pixels at scale 1

}  // namespace

// While a handle is held the figure's drag moves neither axis; which handle it is, the window remembers.
int Figure::held_handle() const {
  const bool held = state_.drag == FigureState::Drag::pan && !state_.drag_x && !state_.drag_y;
  return held ? ImGui::GetStateStorage()->GetInt(id_, -1) : -1;
}

// Against where the handles were in the frame before. Of several within reach the last one, which lies on top.
void Figure::take_handle(const Pointer& pointer) {
  if (!state_.drawn) return;
  const View& view = state_.layout.view;
  if (state_.drag == FigureState::Drag::none && pointer.hovered && pointer.left_pressed) {
    for (size_t i = 0; i < handles_.size(); ++i) {
      if (handles_[i].grip == Grip::fixed || !within_reach(handles_[i], view, pointer.position)) continue;
      state_.drag = FigureState::Drag::pan;
      state_.drag_x = state_.drag_y = false;
      state_.drag_start = pointer.position;
      state_.drag_view = view;
      ImGui::GetStateStorage()->SetInt(id_, static_cast<int>(i));
    }
  }
  const int held = held_handle();
  if (held < 0 || static_cast<size_t>(held) >= handles_.size() || !pointer.held) return;
  const Rect& area = view.area;
  *handles_[static_cast<size_t>(held)].place = {view.data_x(std::clamp(pointer.position.x, area.min.x, area.max.x)),
                                                view.data_y(std::clamp(pointer.position.y, area.min.y, area.max.y))};
}

// A cursor can be taken anywhere along its line, but where there is something to click on.
bool Figure::within_reach(const Handle& handle, const View& view, ImVec2 mouse) const {
  const ImVec2 at = view.pixel(handle.place->x, handle.place->y);
  if (!handle.upright) return std::hypot(at.x - mouse.x, at.y - mouse.y) <= context_.style.px(handle_reach);
  const Layout& layout = state_.layout;
  for (const Rect* taken : {&layout.legend, &layout.fit_button, &layout.x_scale_button, &layout.y_scale_button}) {
    if (taken->contains(mouse)) return false;
  }
  const float grip = context_.style.px(grip_height), top = handle.set ? view.area.min.y : view.area.max.y - grip;
  return std::abs(at.x - mouse.x) <= context_.style.px(cursor_reach) && mouse.y >= top &&
         mouse.y <= view.area.max.y + grip;
}

void Figure::draw_cursor(const Canvas& canvas, const Handle& handle, bool taken) const {
  const Rect& area = canvas.view.area;
  const float x = std::round(static_cast<float>(canvas.view.pixel_x(handle.place->x)));
  if (x < area.min.x - 1 || x > area.max.x + 1) return;
  ImDrawList& list = canvas.list;
  if (handle.set) {
    list.AddRectFilled({x, area.min.y}, area.max, with_alpha(canvas.style.background, 0.62f));
    list.AddRectFilled({x - canvas.px(1), area.min.y}, {x + canvas.px(1), area.max.y}, handle.color);
  }
  const Pencil words{.font = canvas.style.small};
  if (handle.set && !handle.caption.empty()) {
    const ImVec2 size = text_size(handle.caption, words), inset{canvas.px(5), canvas.px(2)};
    const float width = size.x + 2 * inset.x;
    const float left = x + canvas.px(4) + width < area.max.x ? x + canvas.px(4) : x - canvas.px(4) - width;
    const float bottom = area.max.y - canvas.px(grip_height + 3);
    list.AddRectFilled({left, bottom - size.y - 2 * inset.y}, {left + width, bottom}, handle.color,
                       canvas.px(canvas.style.rounding));
    draw_text(list, {left + inset.x, bottom - size.y - inset.y}, canvas.style.background, handle.caption, words);
  }
  // A tag whose point stands on the axis; at the ends of the axis half of it stands out.
  // Of the area; not of the window, which may be scrolled.
  const ImVec4 seen = ImGui::GetCurrentWindowRead()->ClipRect.ToVec4();
  list.PushClipRect({std::max(area.min.x - canvas.px(grip_width), seen.x), std::max(area.min.y, seen.y)},
                    {std::min(area.max.x + canvas.px(grip_width), seen.z), std::min(area.max.y, seen.w)});
  const float half = canvas.px(taken ? grip_width + 3 : grip_width) / 2, top = area.max.y - canvas.px(grip_height);
  const float shoulder = area.max.y - half;
  const ImVec2 tag[] = {{x - half, top}, {x + half, top}, {x + half, shoulder}, {x, area.max.y}, {x - half, shoulder}};
  list.AddConvexPolyFilled(tag, 5, handle.color);
  list.AddPolyline(tag, 5, canvas.style.background, ImDrawFlags_Closed, canvas.px(1));
  list.PopClipRect();
}

void Figure::draw_handles(const Canvas& canvas, ImVec2 mouse) const {
  for (size_t i = 0; i < handles_.size(); ++i) {
    const ImVec2 at = canvas.view.pixel(handles_[i].place->x, handles_[i].place->y);
    const bool held = held_handle() == static_cast<int>(i);
    const bool near = within_reach(handles_[i], canvas.view, mouse);
    if (handles_[i].upright) {
      if (held || near) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
      draw_cursor(canvas, handles_[i], held || near);
      continue;
    }
    if (handles_[i].grip == Grip::fixed) {
      canvas.list.AddCircleFilled(at, canvas.px(6), canvas.style.background);
      canvas.list.AddCircleFilled(at, canvas.px(4.5f), handles_[i].color);
      continue;
    }
    const float radius = canvas.px(held || near ? 9 : 7);
    canvas.list.AddCircle(at, radius, canvas.style.background, 0, canvas.px(4.5f));
    canvas.list.AddCircle(at, radius, handles_[i].color, 0, canvas.px(2.2f));
  }
}

}  // namespace saddle::plot
