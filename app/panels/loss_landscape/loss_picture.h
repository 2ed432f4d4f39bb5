#pragma once

#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "plot/contours.h"
#include "plot/series.h"
#include "saddle/reading.h"

namespace saddle::app {

// The loss around the weights as figures want it. Rebuilt when another reading comes, not in every frame.
class LossPicture {
 public:
  // Returns true if the picture has changed.
  bool follow(const LossLandscapeReading& reading);

  // At the corners of a grid, row 0 at the lower end: the finest level of the reading that is known as a whole, drawn
  // finer by cubics through its points. NaN: no number there.
  const std::vector<double>& values() const { return values_; }
  int side() const { return side_; }  // points along each side; 0: nothing is known yet
  const plot::Range& x() const { return x_; }
  const plot::Range& y() const { return y_; }
  const plot::Range& range() const { return range_; }  // of the values, without the highest few
  const std::vector<plot::ContourLine>& lines() const { return lines_; }
  double value(double x, double y) const;  // NaN outside

  const std::vector<plot::Point>& path() const { return path_; }  // the last is where the weights are now
  int64_t first_step() const { return first_step_; }
  int64_t laid() const { return laid_; }  // the step of the weights at (0, 0)
  const std::optional<std::pair<double, double>>& explained() const { return explained_; }
  const std::optional<LossLandscapeReading::Unavailable>& unavailable() const { return unavailable_; }
  int64_t known() const { return known_; }  // points
  int64_t points() const { return points_; }

 private:
  void refine();

  std::array<float, 4> region_{};  // of the reading that is shown: x_min, x_max, y_min, y_max
  std::vector<double> level_;      // its points that are drawn
  int64_t points_ = 0, known_ = 0;
  std::vector<double> values_;
  int side_ = 0;
  plot::Range x_, y_, range_;
  std::vector<plot::ContourLine> lines_;
  std::vector<plot::Point> path_;
  int64_t first_step_ = 0, laid_ = 0;
  std::optional<std::pair<double, double>> explained_;
  std::optional<LossLandscapeReading::Unavailable> unavailable_;
};

}  // namespace saddle::app
