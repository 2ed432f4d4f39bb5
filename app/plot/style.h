#pragma once

#include <array>

#include <imgui.h>

namespace saddle::plot {

enum class Dash { solid, dashed, dotted, dash_dot };
enum class Marker { none, circle, square, triangle, diamond, cross, plus };

// Colors and measures. Lengths are in pixels at scale 1; whoever draws multiplies them by `scale`.
struct Style {
  ImU32 background = 0;  // of the plotting area
  ImU32 grid = 0, minor_grid = 0, axis = 0;
  ImU32 text = 0, muted = 0;
  ImU32 popup = 0, popup_border = 0;  // legend and read-out
  ImU32 accent = 0;                   // selection, the highest bar, box zoom
  // After Okabe & Ito (2008), shifted until every pair stays apart for protan, deutan and tritan eyes.
  std::array<ImU32, 8> palette = {};
  float line_width = 1.75f;
  float padding = 8;
  float rounding = 4;
  float marker_radius = 3.5f;
  bool on_paper = false;    // figures have no buttons
  float scale = 1;          // of the display or projector; fonts are scaled by whoever loads them
  ImFont* small = nullptr;  // tick labels, legend; null: the current font
  ImFont* title = nullptr;  // null: the current font

  float px(float length) const { return length * scale; }
  ImU32 series(int index) const { return palette[static_cast<size_t>(index) % palette.size()]; }
};

Style dark();
Style light();

// How curves are told apart without color.
Marker series_marker(int index);

// `a` at t = 0, `b` at t = 1; opaque inputs give an opaque mixture, so strokes may overlap.
ImU32 mix(ImU32 a, ImU32 b, float t);
ImU32 with_alpha(ImU32 color, float alpha);
// Black or white, whichever reads better on it.
ImU32 contrasting(ImU32 color);

}  // namespace saddle::plot
