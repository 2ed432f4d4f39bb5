#include <algorithm>
#include <cmath>
#include <optional>

#include "saddle/stationary_point.h"

namespace saddle {
namespace {

using Kind = StationaryPoint::Kind;

struct Curvature {  // second derivatives
  double xx = 0, xy = 0, yy = 0;
  // Returns the smaller and the larger eigenvalue.
  std::pair<double, double> eigenvalues() const {
    const double mean = (xx + yy) / 2, half = std::hypot((xx - yy) / 2, xy);
    return {mean - half, mean + half};
  }
};

// Central differences of the gradient, which is exact.
Curvature curvature_at(const Surface& surface, Point p, double h) {
  const Point right = surface.gradient({p.x + h, p.y}), left = surface.gradient({p.x - h, p.y});
  if (surface.dimensions() == 1) return {.xx = (right.x - left.x) / (2 * h)};
  const Point up = surface.gradient({p.x, p.y + h}), down = surface.gradient({p.x, p.y - h});
  return {.xx = (right.x - left.x) / (2 * h),
          .xy = (right.y - left.y + up.x - down.x) / (4 * h),
          .yy = (up.y - down.y) / (2 * h)};
}

// Newton's method with steps cut to an eighth of `scale`. Returns nothing if it does not converge.
std::optional<Point> newton(const Surface& surface, Point p, double scale, const Region& region) {
  const double longest = scale / 8, h = scale * 1e-5;
  for (int i = 0; i < 60; ++i) {
    const Point g = surface.gradient(p);
    const Curvature c = curvature_at(surface, p, h);
    Point step;
    if (surface.dimensions() == 1) {
      step.x = -g.x / c.xx;
    } else {
      const double determinant = c.xx * c.yy - c.xy * c.xy;
      step = {-(c.yy * g.x - c.xy * g.y) / determinant, -(c.xx * g.y - c.xy * g.x) / determinant};
    }
    const double length = std::hypot(step.x, step.y);
    if (g.x == 0 && g.y == 0) return p;
    if (!std::isfinite(length)) return std::nullopt;
    const double part = length > longest ? longest / length : 1;
    p = {p.x + part * step.x, p.y + part * step.y};
    if (std::abs(p.x - (region.left + region.right) / 2) > 2 * region.width() ||
        std::abs(p.y - (region.bottom + region.top) / 2) > 2 * region.height()) {
      return std::nullopt;
    }
    if (length < 1e-12 * scale) return p;
  }
  return std::nullopt;
}

}  // namespace

Kind curvature(const Surface& surface, Point at, double scale) {
  const Curvature c = curvature_at(surface, at, 1e-4 * scale);
  const auto [low, high] = c.eigenvalues();
  if (surface.dimensions() == 1) return c.xx > 0 ? Kind::minimum : c.xx < 0 ? Kind::maximum : Kind::flat;
  const double nothing = 1e-6 * std::max(std::abs(low), std::abs(high));
  // Second derivatives that vanish, such as those in the middle of a monkey saddle, come out as noise.
  const double noise =
      1e-3 * std::abs(surface.value({at.x + scale, at.y + scale / 2}) - surface.value(at)) / (scale * scale);
  if (std::max(std::abs(low), std::abs(high)) <= noise) return Kind::flat;
  if (low > -nothing && high > nothing) return low > nothing ? Kind::minimum : Kind::flat;
  if (low < -nothing && high > nothing) return Kind::saddle;
  return high < -nothing ? Kind::maximum : Kind::flat;
}

std::vector<StationaryPoint> find_stationary(const Surface& surface, const Region& region, int limit) {
  const bool both = surface.dimensions() == 2;
  const double scale = both ? std::min(region.width(), region.height()) : region.width();
  const int columns = both ? 17 : 65, rows = both ? 17 : 1;
  std::vector<StationaryPoint> points;
  // Not row by row: where the limit ends the search, all of the region has been looked at evenly.
  constexpr int stride = 113;  // has no factor in common with the number of starts
  const int starts = columns * rows;
  for (int n = 0; n < starts && static_cast<int>(points.size()) < limit; ++n) {
    const int i = n * stride % starts;
    const Point from{region.left + region.width() * (i % columns + 0.5) / columns,
                     both ? region.bottom + region.height() * (i / columns + 0.5) / rows : 0};
    const std::optional<Point> found = newton(surface, from, scale, region);
    if (!found || !std::isfinite(surface.value(*found))) continue;
    const double edge = 1e-9 * scale;
    const bool inside = found->x >= region.left - edge && found->x <= region.right + edge &&
                        (!both || (found->y >= region.bottom - edge && found->y <= region.top + edge));
    const bool known = std::any_of(points.begin(), points.end(), [&](const StationaryPoint& p) {
      return std::hypot(p.at.x - found->x, p.at.y - found->y) < 1e-4 * scale;
    });
    if (inside && !known) points.push_back({*found, curvature(surface, *found, scale / 10)});
  }
  std::sort(points.begin(), points.end(), [&](const StationaryPoint& a, const StationaryPoint& b) {
    return surface.value(a.at) < surface.value(b.at);
  });
  return points;
}

}  // namespace saddle
