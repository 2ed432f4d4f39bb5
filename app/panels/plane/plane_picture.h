#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "plot/contours.h"
#include "plot/figure.h"
#include "saddle/snapshot.h"

namespace saddle::app {

// A reading of the probe "plane" as figures want it: colors, lines and points. Rebuilt when another reading comes,
// not in every frame.
class PlanePicture {
 public:
  void follow(const Reading& reading, const Probe& asked, const RunSnapshot& now, const plot::Style& style);

  int rows() const { return rows_; }
  int columns() const { return columns_; }
  const plot::Range& x() const { return x_; }  // what the grid covers
  const plot::Range& y() const { return y_; }
  const std::vector<float>& values() const { return values_; }            // the class decided on, or the output
  const std::vector<ImU32>& colors() const { return colors_; }            // of classes; empty for regression
  const std::vector<plot::ContourLine>& lines() const { return lines_; }  // between classes, or levels of the output
  const plot::Range& targets() const { return targets_; }

  bool has_points() const { return !all_points_.empty(); }
  size_t points() const { return all_points_.size(); }
  plot::Range points_x() const;
  plot::Range points_y() const;
  void add_points(plot::Figure& figure, plot::Context& context, const RunSnapshot& now, std::string_view title,
                  std::string_view wrong) const;
  // Of a class's points, where there are so many classes.
  static plot::Marker marker_of(size_t index, size_t classes);
  // The same upon a picture of the regions that takes up `area`.
  void draw_points(ImDrawList& list, const plot::Rect& area, const plot::Style& style, float radius) const;
  const std::vector<plot::Point>& curve() const { return curve_; }  // of one input
  const std::vector<plot::Point>& curve_points() const { return all_points_; }

  int units() const { return units_; }
  int unit_rows() const { return unit_rows_; }
  int unit_columns() const { return unit_columns_; }
  const std::vector<float>& unit_values() const { return unit_values_; }  // pictures, row 0 on top
  const std::vector<plot::Point>& unit_curve(int unit) const { return unit_curves_[static_cast<size_t>(unit)]; }
  std::span<const plot::ContourLine> unit_line(int unit) const;

  std::string text() const;  // "4 points, 1 wrong"

 private:
  void read_grid(const PlaneReading& reading, const plot::Style& style);
  void find_boundaries(const std::vector<float>& probabilities, int classes);
  void read_points(const PlaneReading& reading, int classes);
  void read_units(const PlaneReading& reading);

  uint64_t run_ = 0;
  int64_t step_ = -1;
  Probe asked_;
  ImU32 background_ = 0;
  int rows_ = 0, columns_ = 0, units_ = 0, unit_rows_ = 0, unit_columns_ = 0;
  plot::Range x_, y_, targets_;
  std::vector<float> values_, unit_values_;
  std::vector<ImU32> colors_, point_colors_;
  std::vector<plot::ContourLine> lines_;
  std::vector<plot::Point> all_points_, wrong_, curve_;
  std::vector<std::vector<plot::Point>> by_class_, unit_curves_;
  mutable std::vector<plot::ContourLine> unit_lines_;
  mutable int unit_of_lines_ = -1;
  double unit_level_ = 0;
};

}  // namespace saddle::app
