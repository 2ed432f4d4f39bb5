#pragma once

#include <cstddef>

#include <imgui.h>

#include "panels/builder/layout.h"

namespace saddle::app {

// The curve between two points of a route; it leaves and arrives in the graph's direction.
struct Piece {
  ImVec2 a, b, c, d;
};
Piece piece(ImVec2 from, ImVec2 to, bool right);

// Whether the piece of the route that begins at this point is a line.
bool straight(const layout::Route& route, size_t i);
// The place of its + button.
layout::Point middle(const layout::Route& route);

float distance(ImVec2 p, ImVec2 a, ImVec2 b);  // to the line from a to b
float distance(ImVec2 p, const Piece& piece);

}  // namespace saddle::app
