#include "panels/loss_landscape/loss_picture.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace saddle::app {
namespace {

constexpr int drawn_cells = 128, level_lines = 14;

// The spline of Catmull and Rom (1974) through four points in a row, between the middle two.
double spline(const std::array<double, 4>& p, double t) {
  return p[1] +
         0.5 * t * (p[2] - p[0] + t * (2 * p[0] - 5 * p[1] + 4 * p[2] - p[3] + t * (3 * (p[1] - p[2]) + p[3] - p[0])));
}

// At (row, column) of a grid, in its units. Beyond the edge it goes on as straight as it ends.
double interpolated(const std::vector<double>& grid, int side, double row, double column) {
  const int r = std::min(static_cast<int>(row), side - 2), c = std::min(static_cast<int>(column), side - 2);
  const double down = row - r, right = column - c;
  const auto at = [&](int i, int k) { return grid[static_cast<size_t>(i * side + k)]; };
  const auto along = [&](int i) {
    const std::array<double, 4> p{c > 0 ? at(i, c - 1) : 2 * at(i, c) - at(i, c + 1), at(i, c), at(i, c + 1),
                                  c + 2 < side ? at(i, c + 2) : 2 * at(i, c + 1) - at(i, c)};
    return spline(p, right);
  };
  const double middle = along(r), below = along(r + 1);
  const double smooth = spline(
      {r > 0 ? along(r - 1) : 2 * middle - below, middle, below, r + 2 < side ? along(r + 2) : 2 * below - middle},
      down);
  if (std::isfinite(smooth)) return smooth;
  // Beside a place that has no number.
  const double upper = at(r, c) * (1 - right) + at(r, c + 1) * right,
               lower = at(r + 1, c) * (1 - right) + at(r + 1, c + 1) * right;
  return upper * (1 - down) + lower * down;
}

int64_t count_known(const std::vector<float>& loss) {
  return std::ranges::count_if(loss, [](float value) { return !std::isnan(value); });
}

// Every `stride`-th point of every such row, of all * all.
std::vector<double> level_of(const std::vector<float>& loss, int all, int stride) {
  std::vector<double> grid;
  for (int row = 0; row < all; row += stride) {
    for (int column = 0; column < all; column += stride)
      grid.push_back(static_cast<double>(loss[static_cast<size_t>(row * all + column)]));
  }
  return grid;
}

// The finest level of the points that are known as a whole; empty where not even the coarsest is.
std::vector<double> finest_level(const std::vector<float>& loss) {
  const int all = static_cast<int>(std::lround(std::sqrt(static_cast<double>(loss.size()))));
  for (int stride = 1; stride <= (all - 1) / 4; stride *= 2) {
    std::vector<double> grid = level_of(loss, all, stride);
    if (std::ranges::none_of(grid, [](double value) { return std::isnan(value); })) return grid;
  }
  return {};
}

}  // namespace

bool LossPicture::follow(const LossLandscapeReading& reading) {
  // Another plane is on its way: the one before stays until there is something to see.
  if (!reading.plane && !reading.unavailable && side_ > 0) return false;
  if (!reading.plane) {
    const bool changed = side_ > 0;
    *this = {};
    unavailable_ = reading.unavailable;
    return changed;
  }
  unavailable_ = reading.unavailable;
  const LossLandscapeReading::Plane& plane = *reading.plane;
  std::vector<double> level = finest_level(plane.loss.values);
  if (level.empty() && side_ > 0) return false;
  path_.clear();
  for (const auto& place : plane.path) path_.push_back({place.x, place.y});
  first_step_ = plane.path.front().step;
  laid_ = plane.laid;
  explained_.reset();
  if (plane.explained) explained_ = {(*plane.explained)[0], (*plane.explained)[1]};
  points_ = std::ssize(plane.loss.values);
  known_ = count_known(plane.loss.values);
  // Between two levels the picture stays as it is, however many points have come.
  const std::array<float, 4> region{plane.x_min, plane.x_max, plane.y_min, plane.y_max};
  if (region == region_ && level == level_) return false;
  region_ = region;
  level_ = std::move(level);
  x_ = {region_[0], region_[1]};
  y_ = {region_[2], region_[3]};
  refine();
  return true;
}

void LossPicture::refine() {
  side_ = 0;
  values_.clear();
  lines_.clear();
  std::vector<double> grid = level_, sorted;
  for (double& value : grid) {
    if (std::isfinite(value)) {
      sorted.push_back(value);
    } else {
      value = std::numeric_limits<double>::quiet_NaN();
    }
  }
  if (sorted.empty()) return;
  std::ranges::sort(sorted);
  range_ = {sorted.front(), sorted[(sorted.size() - 1) * 98 / 100]};
  const int side = static_cast<int>(std::lround(std::sqrt(static_cast<double>(grid.size()))));
  side_ = drawn_cells + 1;
  const double finer = static_cast<double>(side - 1) / drawn_cells;
  for (int row = 0; row < side_; ++row) {
    for (int column = 0; column < side_; ++column)
      values_.push_back(interpolated(grid, side, row * finer, column * finer));
  }
  lines_ = plot::contours(values_, side_, side_, x_, y_, plot::even_levels(sorted, level_lines));
}

double LossPicture::value(double x, double y) const {
  const double column = (x - x_.min) / x_.span() * (side_ - 1), row = (y - y_.min) / y_.span() * (side_ - 1);
  if (side_ == 0 || !(row >= 0 && column >= 0 && row <= side_ - 1 && column <= side_ - 1))
    return std::numeric_limits<double>::quiet_NaN();
  return interpolated(values_, side_, row, column);
}

}  // namespace saddle::app
