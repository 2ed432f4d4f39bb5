#pragma once

#include <map>
#include <string>

namespace saddle::ui {

// Where a named widget was drawn in this frame, in pixels of the window, and what it says.
struct Mark {
  float left = 0, top = 0, right = 0, bottom = 0;
  std::string text = {};
  bool enabled = true;
};

using Marks = std::map<std::string, Mark, std::less<>>;

}  // namespace saddle::ui
