#pragma once

#include <imgui.h>

#include "panels/builder/layout.h"

namespace saddle::app {

// Which part of the plane is seen: screen = origin + graph * zoom.
struct Camera {
  ImVec2 origin{0, 0};  // of the graph's (0, 0), relative to the canvas
  float zoom = 1;       // pixels for a unit of the graph

  ImVec2 screen(layout::Point p, ImVec2 corner) const {
    return {corner.x + origin.x + p.x * zoom, corner.y + origin.y + p.y * zoom};
  }
  layout::Point graph(ImVec2 at, ImVec2 corner) const {
    return {(at.x - corner.x - origin.x) / zoom, (at.y - corner.y - origin.y) / zoom};
  }
  bool shows_text(float scale) const { return zoom > readable * scale; }
  void zoom_at(ImVec2 at, ImVec2 corner, float factor, float least, float most);
  void fit(layout::Size graph, ImVec2 canvas, float margin, float most);

  // Pixels for a unit, at a scale of the interface of 1.
  static constexpr float least_zoom = 0.04f, most_zoom = 2.2f;
  static constexpr float readable = 0.42f;  // below, an item shows no text
};

}  // namespace saddle::app
