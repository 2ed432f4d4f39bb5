#include <algorithm>

#include "lessons/card.h"
#include "lessons/named_widget.h"

namespace saddle::app {
namespace {

// The window that scrolls to a mark that is out of sight: the innermost of those it may lie in.
ImGuiWindow* scrolling_window(const ui::Mark& mark) {
  ImGuiWindow* found = nullptr;
  for (ImGuiWindow* window : ImGui::GetCurrentContext()->Windows) {
    if (!window->WasActive || !window->RootWindow || window->RootWindow->ID != mark.window) continue;
    if (window->ScrollMax.y <= 0 || mark.left < window->InnerRect.Min.x - 1 || mark.right > window->InnerRect.Max.x + 1)
      continue;
    if (!found || window->InnerRect.GetWidth() < found->InnerRect.GetWidth()) found = window;
  }
  return found;
}

bool in_sight(const ui::Mark& mark) {
  if (mark.window == 0) return true;  // a drawing
  return mark.seen_bottom - mark.seen_top > 0.6f * (mark.bottom - mark.top) && mark.seen_right > mark.seen_left;
}

void scroll_to(const ui::Mark& mark, float margin) {
  if (in_sight(mark) || !mark.scrolls) return;
  ImGuiWindow* window = scrolling_window(mark);
  if (!window) return;
  const bool above = mark.top < window->InnerRect.Min.y;
  const float by = above ? mark.top - window->InnerRect.Min.y - margin : mark.bottom - window->InnerRect.Max.y + margin;
  ImGui::SetScrollY(window, std::clamp(window->Scroll.y + by, 0.0f, window->ScrollMax.y));
}

}  // namespace

const ui::Mark* named_widget(const ui::Marks& marks, const std::string& name) {
  constexpr std::string_view panel = "panel.";
  if (!name.starts_with(panel)) {
    const auto found = marks.find(name);
    return found == marks.end() ? nullptr : &found->second;
  }
  for (auto at = marks.lower_bound("pane"); at != marks.end() && at->first.starts_with("pane"); ++at) {
    if (at->first.ends_with(".area") && at->second.text == std::string_view(name).substr(panel.size()))
      return &at->second;
  }
  return nullptr;
}

void LessonCard::draw_frames(ui::Ui& ui, const LessonPlayer& player, const ui::Marks& shown) {
  over_ = hot_;
  if (folded_ || !player.step()) return;
  const bool covered = ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel);
  ImDrawList& list = *ImGui::GetForegroundDrawList();
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  float smallest = 1e9f;
  constexpr int settled = 4;  // frames after which a step's stage stands where it will
  bool first = true;
  for (const auto& [name, color] : colors_) {
    const ui::Mark* mark = named_widget(shown, name);
    if (!mark) continue;
    if (asked_ == name || (frames_ == settled && first)) scroll_to(*mark, ui.px(24));
    first = false;
    if (covered || !in_sight(*mark)) continue;
    const bool drawing = mark->window == 0;
    ImVec2 from{drawing ? mark->left : mark->seen_left, drawing ? mark->top : mark->seen_top},
        to{drawing ? mark->right : mark->seen_right, drawing ? mark->bottom : mark->seen_bottom};
    const bool inside = mouse.x >= from.x && mouse.x < to.x && mouse.y >= from.y && mouse.y < to.y;
    if (hot_.empty() && inside && to.x - from.x < smallest) {
      over_ = name;
      smallest = to.x - from.x;
    }
    const float out = ui.px(2);
    from = {from.x - out, from.y - out};
    to = {to.x + out, to.y + out};
    const bool hot = hot_ == name;
    if (hot) list.AddRectFilled(from, to, plot::with_alpha(color, 0.16f), ui.px(6));
    list.AddRect(from, to, color, ui.px(6), 0, ui.px(hot ? 3 : 2));
    ui.marks.insert_or_assign("lesson.frame/" + name, ui::Mark{from.x, from.y, to.x, to.y, name});
  }
  asked_.clear();
}

}  // namespace saddle::app
