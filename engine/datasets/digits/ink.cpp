#include "datasets/digits/ink.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace saddle::digits {
namespace {

constexpr int box = 20, side = 28;
constexpr double middle = 14.5;  // centers of mass in MNIST lie within half a pixel of the middle of pixel 14
using Box = std::array<float, box * box>;

// Draws a segment: ink within `radius` of the line from a to b, fading over `softness` pixels. Overlapping strokes keep
// the darker value. Values above 1 and below 0 tell how deep inside or outside a pixel lies.
void draw(Box& paper, Point a, Point b, float radius, float softness) {
  const float reach = radius + softness;
  const float ax = static_cast<float>(a.x), ay = static_cast<float>(a.y);
  const float dx = static_cast<float>(b.x) - ax, dy = static_cast<float>(b.y) - ay;
  const float scale = 1 / std::max(dx * dx + dy * dy, 1e-12f);
  const int left = std::max(0, static_cast<int>(std::floor(std::min(ax, ax + dx) - reach)));
  const int right = std::min(box - 1, static_cast<int>(std::max(ax, ax + dx) + reach));
  const int top = std::max(0, static_cast<int>(std::floor(std::min(ay, ay + dy) - reach)));
  const int bottom = std::min(box - 1, static_cast<int>(std::max(ay, ay + dy) + reach));
  for (int row = top; row <= bottom; ++row) {
    const float py = static_cast<float>(row) + 0.5f - ay;
    for (int column = left; column <= right; ++column) {
      const float px = static_cast<float>(column) + 0.5f - ax;
      const float along = std::clamp((px * dx + py * dy) * scale, 0.0f, 1.0f);
      const float ex = px - along * dx, ey = py - along * dy;
      const float away = std::sqrt(ex * ex + ey * ey);
      const float dark = (radius - away) / softness + 0.5f;
      float& pixel = paper[row * box + column];
      pixel = std::max(pixel, dark);
    }
  }
}

}  // namespace

std::array<uint8_t, 784> ink(const Sketch& sketch, const Nib& nib, Hand& hand) {
  double left = 1e9, right = -1e9, top = 1e9, bottom = -1e9;
  for (const Point& point : sketch.points()) {
    left = std::min(left, point.x), right = std::max(right, point.x);
    top = std::min(top, point.y), bottom = std::max(bottom, point.y);
  }
  const double scale = (box - nib.width) / std::max({right - left, bottom - top, 1e-6});
  const double x0 = box / 2.0 - scale * (left + right) / 2, y0 = box / 2.0 - scale * (top + bottom) / 2;

  Box paper;
  paper.fill(-1e3f);
  const double beat = hand.between(4, 12), phase = hand.between(0, 2 * std::numbers::pi);
  for (int s = 0; s < sketch.strokes(); ++s) {
    const auto stroke = sketch.stroke(s);
    const double count = static_cast<double>(stroke.size());
    for (size_t i = 1; i < stroke.size(); ++i) {
      const double t = static_cast<double>(i) / count;
      const double sway = std::sin(beat * t + phase + 2.0 * s), late = std::max(0.0, (t - 0.7) / 0.3);
      const double radius = nib.width / 2 * (1 + nib.pressure * sway) * (1 - nib.taper * late);
      draw(paper, {x0 + scale * stroke[i - 1].x, y0 + scale * stroke[i - 1].y},
           {x0 + scale * stroke[i].x, y0 + scale * stroke[i].y}, static_cast<float>(radius),
           static_cast<float>(nib.softness));
    }
  }

  for (float& pixel : paper) {
    if (pixel > -1 && nib.grain > 0) pixel += static_cast<float>(hand.between(-nib.grain, nib.grain) / nib.softness);
    pixel = std::clamp(pixel, 0.0f, 1.0f);
  }

  double mass = 0, across = 0, down = 0;
  for (int row = 0; row < box; ++row) {
    for (int column = 0; column < box; ++column) {
      const double dark = paper[row * box + column];
      mass += dark, across += dark * (column + 0.5), down += dark * (row + 0.5);
    }
  }
  const int dx = std::clamp(static_cast<int>(std::lround(middle - across / mass)), 0, side - box);
  const int dy = std::clamp(static_cast<int>(std::lround(middle - down / mass)), 0, side - box);
  std::array<uint8_t, 784> pixels{};
  for (int row = 0; row < box; ++row) {
    for (int column = 0; column < box; ++column) {
      pixels[(row + dy) * side + column + dx] = static_cast<uint8_t>(std::lround(255 * paper[row * box + column]));
    }
  }
  return pixels;
}

}  // namespace saddle::digits
