#pragma once

#include <cstdint>
#include <vector>

#include <imgui.h>

namespace saddle::app {

// What is drawn with the mouse, the same in every panel that has a canvas: lines through points in units of the
// canvas's side.
struct Drawing {
  std::vector<std::vector<ImVec2>> strokes = {};
  uint64_t version = 0;  // counts the changes: who makes one raises it
};

}  // namespace saddle::app
