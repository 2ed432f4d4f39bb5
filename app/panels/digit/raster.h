#pragma once

#include <vector>

#include "model/drawing.h"

namespace saddle::app {

// Corners cut twice (Chaikin, 1974): a mouse that jumps still draws a round line.
std::vector<ImVec2> smoothed(std::vector<ImVec2> points);

// The canvas as the network's preprocessing gets it: the picture alone as it is, whatever its size; otherwise a square.
Picture rasterize(const Drawing& drawing);

}  // namespace saddle::app
