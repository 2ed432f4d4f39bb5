#pragma once

#include <algorithm>

#include "model/shortcuts.h"

namespace saddle::app {

// Whether the menu of files offers it. Every lab has that menu, and so its keys work in every lab, though not while one
// types.
inline bool is_in_file_menu(Action action) {
  return std::ranges::any_of(
      shortcuts(), [action](const Shortcut& each) { return each.action == action && each.section == "Files"; });
}

}  // namespace saddle::app
