#pragma once

#include <memory>
#include <vector>

#include <imgui.h>

#include "saddle/canvas.h"

namespace saddle::app {

// One movement of the pen, or of the eraser. Lengths are in units of the canvas's side.
struct Stroke {
  std::vector<ImVec2> points = {};
  float width = 0.075f;
  bool erases = false;
};

// What is drawn with the mouse, the same in every panel that has a canvas: a picture, where one was brought, and
// strokes upon it, the last on top. A value whose copies share their parts: each change makes a new part, so that
// drawings are equal only where nothing was changed between them, and another thread may read a copy.
struct Drawing {
  std::shared_ptr<const Picture> picture = {};
  std::vector<std::shared_ptr<const Stroke>> strokes = {};

  bool empty() const { return !picture && strokes.empty(); }
  bool operator==(const Drawing&) const = default;
};

}  // namespace saddle::app
