#pragma once

#include <string_view>
#include <vector>

#include "model/drawing.h"

namespace saddle::app {

// A drawing to begin with that is hard to read, or no digit at all. Lengths as of a Stroke.
struct HardDrawing {
  std::string_view name = {};
  std::vector<std::vector<ImVec2>> strokes = {};
  float width = 0.075f;
};
const std::vector<HardDrawing>& hard_drawings();
Drawing drawing_of(const HardDrawing& hard);

}  // namespace saddle::app
