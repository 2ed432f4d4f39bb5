#include "shell/surface_shapes.h"

#include <cmath>

namespace saddle::app {

using plot::Vector3;

void Shapes::line(const Vector3& a, const Vector3& b, ImU32 color, float pixels) {
  const auto from = lifted(a), to = lifted(b);
  if (!(from[3] > 0.1f) || !(to[3] > 0.1f)) return;
  const float dx = (to[0] / to[3] - from[0] / from[3]) * width_, dy = (to[1] / to[3] - from[1] / from[3]) * height_;
  const float length = std::hypot(dx, dy);
  if (!(length > 0)) return;
  // Half a width to both sides, and the same beyond the ends so that pieces join.
  const float px = -dy / length * pixels / width_, py = dx / length * pixels / height_;
  const float ex = dx / length * pixels * 0.5f / width_, ey = dy / length * pixels * 0.5f / height_;
  const auto corner = [&](const std::array<float, 4>& at, float side, float end) {
    return FlatVertex{{at[0] + (side * px + end * ex) * at[3], at[1] + (side * py + end * ey) * at[3], at[2], at[3]},
                      color};
  };
  const FlatVertex c[] = {corner(from, 1, -1), corner(from, -1, -1), corner(to, -1, 1), corner(to, 1, 1)};
  for (const int i : {0, 1, 2, 0, 2, 3}) vertices.push_back(c[i]);
}

void Shapes::disc(const Vector3& at, ImU32 color, float radius, float lift) {
  auto center = lifted(at);
  center[2] -= lift * center[3];
  if (!(center[3] > 0.1f)) return;
  constexpr int sides = 24;
  const auto rim = [&](int i) {
    const float angle = 6.2831853f * static_cast<float>(i) / sides;
    return FlatVertex{{center[0] + 2 * radius * std::cos(angle) / width_ * center[3],
                       center[1] + 2 * radius * std::sin(angle) / height_ * center[3], center[2], center[3]},
                      color};
  };
  for (int i = 0; i < sides; ++i) {
    vertices.push_back({{center[0], center[1], center[2], center[3]}, color});
    vertices.push_back(rim(i));
    vertices.push_back(rim(i + 1));
  }
}

// A little towards the eye, so that a line on the surface is not half inside it.
std::array<float, 4> Shapes::lifted(const Vector3& point) const {
  auto clip = plot::transformed(matrix_, point);
  clip[2] -= 0.004f * clip[3];
  return clip;
}

}  // namespace saddle::app
