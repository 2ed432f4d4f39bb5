// Points of a figure that the mouse can take hold of.
#include <algorithm>
#include <cmath>

#include "plot/figure.h"
#include "plot/stroke.h"

namespace saddle::plot {
namespace {

constexpr float handle_reach = 12;  // pixels at scale 1

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
      const ImVec2 at = view.pixel(handles_[i].place->x, handles_[i].place->y);
      if (std::hypot(at.x - pointer.position.x, at.y - pointer.position.y) > context_.style.px(handle_reach)) continue;
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

void Figure::draw_handles(const Canvas& canvas, ImVec2 mouse) const {
  for (size_t i = 0; i < handles_.size(); ++i) {
    const ImVec2 at = canvas.view.pixel(handles_[i].place->x, handles_[i].place->y);
    const bool held = held_handle() == static_cast<int>(i);
    const bool near = std::hypot(at.x - mouse.x, at.y - mouse.y) <= canvas.px(handle_reach);
    const float radius = canvas.px(held || near ? 9 : 7);
    canvas.list.AddCircle(at, radius, canvas.style.background, 0, canvas.px(4.5f));
    canvas.list.AddCircle(at, radius, handles_[i].color, 0, canvas.px(2.2f));
  }
}

}  // namespace saddle::plot
