#pragma once

#include <span>
#include <string>
#include <string_view>

#include <imgui.h>
#include <imgui_internal.h>

#include "plot/context.h"
#include "saddle/error.h"
#include "ui/fonts.h"
#include "ui/language.h"
#include "ui/locks.h"
#include "ui/marks.h"
#include "ui/theme.h"
#include "ui/typing.h"

namespace saddle::ui {

// What widgets need to draw themselves; lives for one frame.
struct Ui {
  const Theme& theme;
  const Language& language;
  const Fonts& fonts;
  plot::Context& plots;
  Marks& marks;
  Typing& typing;
  float scale = 1;
  std::span<const ImVec2> trail = {};  // where the mouse passed since the frame before; empty: it is where it is
  const Locks* locks = nullptr;        // null: nothing is locked

  float px(float length) const { return length * scale; }
  // The text in the user's language; a view into the language or into `english`.
  std::string_view tr(std::string_view english) const { return language(english); }
  // Leaves a mark where the last item was drawn. A popup's first frame, which measures and is not shown, leaves none.
  void mark(std::string_view name, std::string text = {}, bool enabled = true, bool cut = false) const {
    mark_in(*ImGui::GetCurrentWindowRead(), ImGui::GetCurrentContext()->LastItemData.Rect, name, std::move(text),
            enabled, cut);
  }
  // Of an item that is no longer the last one, because it has opened another window.
  void mark_in(const ImGuiWindow& window, const ImRect& item, std::string_view name, std::string text = {},
               bool enabled = true, bool cut = false) const {
    if (window.Hidden) return;
    ImRect seen = item;
    seen.ClipWithFull(window.ClipRect);
    bool scrolls = false;
    for (const ImGuiWindow* outer = &window; outer; outer = outer->ParentWindow) {
      scrolls = scrolls || outer->ScrollMax.y > 0;
      if (outer == window.RootWindow) break;
    }
    marks.insert_or_assign(std::string(name), Mark{.left = item.Min.x,
                                                   .top = item.Min.y,
                                                   .right = item.Max.x,
                                                   .bottom = item.Max.y,
                                                   .text = std::move(text),
                                                   .enabled = enabled,
                                                   .cut = cut,
                                                   .window = window.RootWindow->ID,
                                                   .seen_left = seen.Min.x,
                                                   .seen_top = seen.Min.y,
                                                   .seen_right = seen.Max.x,
                                                   .seen_bottom = seen.Max.y,
                                                   .scrolls = scrolls});
  }
};

// "text###name": the name, not the text, is the widget's identity, so that it is the same in every language.
inline std::string labeled(std::string_view text, std::string_view name) {
  return std::string(text) + "###" + std::string(name);
}

// What is only there to be used takes no room on paper, where nobody can. True there: the widget is done.
inline bool hidden_on_paper(const Ui& ui) {
  if (ui.theme.on_paper) ImGui::Dummy({0, 0});
  return ui.theme.on_paper;
}

}  // namespace saddle::ui
