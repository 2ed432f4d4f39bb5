#include "panels/digit/raster.h"

#include <algorithm>
#include <cmath>

namespace saddle::app {
namespace {

constexpr int resolution = 224;

float distance_to_segment(ImVec2 p, ImVec2 a, ImVec2 b) {
  const float dx = b.x - a.x, dy = b.y - a.y, length = dx * dx + dy * dy;
  const float t = length > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / length, 0.0f, 1.0f) : 0;
  return std::hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

// How much of each pixel the stroke covers is added to its ink, or taken off.
void lay_on(Picture& canvas, const Stroke& stroke) {
  const float radius = stroke.width * resolution / 2;
  const std::vector<ImVec2> line = smoothed(stroke.points);
  for (size_t i = 0; i < line.size(); ++i) {
    const ImVec2 a{line[i].x * resolution, line[i].y * resolution}, last = line[std::min(i + 1, line.size() - 1)];
    const ImVec2 b{last.x * resolution, last.y * resolution};
    const auto from = [&](float low) { return std::clamp(static_cast<int>(low - radius - 1), 0, resolution); };
    const auto to = [&](float high) { return std::clamp(static_cast<int>(high + radius + 2), 0, resolution); };
    for (int y = from(std::min(a.y, b.y)); y < to(std::max(a.y, b.y)); ++y) {
      for (int x = from(std::min(a.x, b.x)); x < to(std::max(a.x, b.x)); ++x) {
        const float covered = std::clamp(
            radius + 0.5f - distance_to_segment({static_cast<float>(x) + 0.5f, static_cast<float>(y) + 0.5f}, a, b),
            0.0f, 1.0f);
        float& ink = canvas.ink[static_cast<size_t>(y * resolution + x)];
        ink = stroke.erases ? std::min(ink, 1 - covered) : std::max(ink, covered);
      }
    }
  }
}

// In the middle of the square, as large as it fits; each pixel is what lies nearest.
void lay_on(Picture& canvas, const Picture& picture) {
  const int longest = std::max(picture.width, picture.height);
  const float scale = static_cast<float>(longest) / resolution;
  const float left = static_cast<float>(longest - picture.width) / 2,
              top = static_cast<float>(longest - picture.height) / 2;
  for (int y = 0; y < resolution; ++y) {
    for (int x = 0; x < resolution; ++x) {
      const int column = static_cast<int>(std::floor((static_cast<float>(x) + 0.5f) * scale - left)),
                row = static_cast<int>(std::floor((static_cast<float>(y) + 0.5f) * scale - top));
      if (column < 0 || row < 0 || column >= picture.width || row >= picture.height) continue;
      canvas.ink[static_cast<size_t>(y * resolution + x)] =
          picture.ink[static_cast<size_t>(row) * static_cast<size_t>(picture.width) + static_cast<size_t>(column)];
    }
  }
}

}  // namespace

std::vector<ImVec2> smoothed(std::vector<ImVec2> points) {
  for (int pass = 0; pass < 2 && points.size() > 2; ++pass) {
    std::vector<ImVec2> finer = {points.front()};
    for (size_t i = 0; i + 1 < points.size(); ++i) {
      const ImVec2 a = points[i], b = points[i + 1];
      finer.push_back({a.x * 0.75f + b.x * 0.25f, a.y * 0.75f + b.y * 0.25f});
      finer.push_back({a.x * 0.25f + b.x * 0.75f, a.y * 0.25f + b.y * 0.75f});
    }
    finer.push_back(points.back());
    points = std::move(finer);
  }
  return points;
}

Picture rasterize(const Drawing& drawing) {
  if (drawing.picture && drawing.strokes.empty()) return *drawing.picture;
  Picture canvas{.width = resolution, .height = resolution, .ink = std::vector<float>(resolution * resolution, 0.0f)};
  if (drawing.picture) lay_on(canvas, *drawing.picture);
  for (const auto& stroke : drawing.strokes) lay_on(canvas, *stroke);
  return canvas;
}

}  // namespace saddle::app
