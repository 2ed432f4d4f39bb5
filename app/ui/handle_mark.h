#pragma once

#include <string_view>

#include <fmt/format.h>

#include "plot/view.h"
#include "ui/ui.h"

namespace saddle::ui {

// Leaves the mark "NAME.handle0" where a handle of the figure of that name stands, for who points at it or drags it.
inline void mark_handle(const Ui& ui, std::string_view name, int handle, const plot::View& view, double x, double y) {
  const ImVec2 at = view.pixel(x, y);
  const float half = ui.px(7);
  ui.marks.insert_or_assign(fmt::format("{}.handle{}", name, handle),
                            Mark{at.x - half, at.y - half, at.x + half, at.y + half});
}

}  // namespace saddle::ui
