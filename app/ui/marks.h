#pragma once

#include <map>
#include <string>

namespace saddle::ui {

// Where a named widget was drawn in this frame, in pixels of the window, and what it says.
struct Mark {
  float left = 0, top = 0, right = 0, bottom = 0;
  std::string text = {};
  bool enabled = true;
  bool cut = false;  // it says less than `text`, for want of room

  // Of a widget: the outermost window that it lies in (0: it is a drawing), what is seen of it, and whether one can
  // scroll to the rest.
  unsigned window = 0;
  float seen_left = 0, seen_top = 0, seen_right = 0, seen_bottom = 0;
  bool scrolls = false;
};

using Marks = std::map<std::string, Mark, std::less<>>;

}  // namespace saddle::ui
