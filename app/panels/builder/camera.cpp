#include "panels/builder/camera.h"

#include <algorithm>

namespace saddle::app {

void Camera::zoom_at(ImVec2 at, ImVec2 corner, float factor, float least, float most) {
  const layout::Point held = graph(at, corner);
  zoom = std::clamp(zoom * factor, least, most);
  origin = {at.x - corner.x - held.x * zoom, at.y - corner.y - held.y * zoom};
}

void Camera::fit(layout::Size graph, ImVec2 canvas, float margin, float most) {
  zoom = std::clamp(std::min((canvas.x - 2 * margin) / std::max(graph.width, 1.0f),
                             (canvas.y - 2 * margin) / std::max(graph.height, 1.0f)),
                    least_zoom, most);
  origin = {(canvas.x - graph.width * zoom) / 2, (canvas.y - graph.height * zoom) / 2};
}

}  // namespace saddle::app
