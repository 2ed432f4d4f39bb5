#pragma once

#include <span>

#include <imgui.h>

#include "plot/style.h"

namespace saddle::plot {

struct Pen {
  ImU32 color = 0;
  float width = 1;  // pixels; below 1 is drawn paler
  Dash dash = Dash::solid;
};

// Antialiased and in pieces that fit 16-bit indices, with miters at blunt corners and squared ends at sharp ones, where
// ImDrawList's own polyline grows spikes.
void stroke(ImDrawList& list, std::span<const ImVec2> points, const Pen& pen);

struct Bar {
  float x = 0, top = 0, bottom = 0;  // pixels; top <= bottom
};
// What many points per pixel column look like: a ribbon that covers every column from top to bottom, no thinner than
// the pen. x ascends.
void stroke_columns(ImDrawList& list, std::span<const Bar> bars, const Pen& pen);

void draw_marker(ImDrawList& list, Marker marker, ImVec2 center, float radius, ImU32 color, ImU32 outline = 0);

}  // namespace saddle::plot
