#include "panels/builder/wire_shape.h"

#include <algorithm>
#include <cmath>

namespace saddle::app {
namespace {

ImVec2 bezier(ImVec2 a, ImVec2 b, ImVec2 c, ImVec2 d, float t) {
  const float s = 1 - t;
  const auto blend = [&](float p, float q, float r, float u) {
    return s * s * s * p + 3 * s * s * t * q + 3 * s * t * t * r + t * t * t * u;
  };
  return {blend(a.x, b.x, c.x, d.x), blend(a.y, b.y, c.y, d.y)};
}

}  // namespace

float distance(ImVec2 p, ImVec2 a, ImVec2 b) {
  const float dx = b.x - a.x, dy = b.y - a.y, length = dx * dx + dy * dy;
  const float t = length > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / length, 0.0f, 1.0f) : 0.0f;
  return std::hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

float distance(ImVec2 p, const Piece& piece) {
  constexpr int lines = 12;
  float least = std::hypot(p.x - piece.a.x, p.y - piece.a.y);
  ImVec2 before = piece.a;
  for (int i = 1; i <= lines; ++i) {
    const ImVec2 next = bezier(piece.a, piece.b, piece.c, piece.d, static_cast<float>(i) / lines);
    least = std::min(least, distance(p, before, next));
    before = next;
  }
  return least;
}

Piece piece(ImVec2 from, ImVec2 to, bool right) {
  const float reach = (right ? to.x - from.x : to.y - from.y) * 0.5f;
  if (right) return {from, {from.x + reach, from.y}, {to.x - reach, to.y}, to};
  return {from, {from.x, from.y + reach}, {to.x, to.y - reach}, to};
}

bool straight(const layout::Route& route, size_t i) {
  const layout::Point &a = route.points[i], &b = route.points[i + 1];
  return route.jumps || a.x == b.x || a.y == b.y;
}

layout::Point middle(const layout::Route& route) {
  // Of the last piece: it is the one that arrives.
  const size_t i = route.jumps ? 0 : route.points.size() - 2;
  const layout::Point &a = route.points[i], &b = route.points[i + 1];
  return {(a.x + b.x) / 2, (a.y + b.y) / 2};
}

}  // namespace saddle::app
