#pragma once

#include <limits>

#include <imgui.h>

namespace saddle::plot {

enum class Scale { linear, log };

struct Range {
  double min = std::numeric_limits<double>::infinity();
  double max = -std::numeric_limits<double>::infinity();

  bool empty() const { return !(min <= max); }
  double span() const { return max - min; }
  bool contains(double value) const { return value >= min && value <= max; }
  // NaN and infinity are ignored.
  void include(double value);
  void include(const Range& other);
  bool operator==(const Range&) const = default;
};

struct Rect {
  ImVec2 min{0, 0}, max{0, 0};

  float width() const { return max.x - min.x; }
  float height() const { return max.y - min.y; }
  ImVec2 center() const { return {(min.x + max.x) / 2, (min.y + max.y) / 2}; }
  bool contains(ImVec2 p) const { return p.x >= min.x && p.x < max.x && p.y >= min.y && p.y < max.y; }
  bool overlaps(const Rect& other) const {
    return min.x < other.max.x && other.min.x < max.x && min.y < other.max.y && other.min.y < max.y;
  }
};

// One direction of a figure: data <-> unit (0 at the start of the axis, 1 at its end).
struct Axis {
  Scale scale = Scale::linear;
  Range range = {0, 1};
  bool inverted = false;

  bool can_show(double value) const;  // finite, and above zero on a logarithmic axis
  double to_unit(double value) const;
  double from_unit(double unit) const;

  // factor < 1 shows less; what lies at `unit` stays there. Beyond what a double can tell apart nothing happens.
  void zoom(double unit, double factor);
  void pan(double units);
  // Between two positions of the axis as it is now, in either order.
  void zoom_to(double unit_a, double unit_b);
};

// What an axis must show so that all of `data` is visible with `margin` (of the span) on both sides. Never empty: a
// single value gets room around it, no value gives 0..1 (1..10 on a logarithmic axis).
Range fit(const Range& data, Scale scale, double margin);

struct View {
  Axis x, y;
  Rect area;  // in pixels; y grows downwards there and upwards in the data

  double pixel_x(double x_value) const { return area.min.x + x.to_unit(x_value) * area.width(); }
  double pixel_y(double y_value) const { return area.max.y - y.to_unit(y_value) * area.height(); }
  ImVec2 pixel(double x_value, double y_value) const {
    return {static_cast<float>(pixel_x(x_value)), static_cast<float>(pixel_y(y_value))};
  }
  double unit_x(float pixel_x) const { return (pixel_x - area.min.x) / area.width(); }
  double unit_y(float pixel_y) const { return (area.max.y - pixel_y) / area.height(); }
  double data_x(float pixel_x) const { return x.from_unit(unit_x(pixel_x)); }
  double data_y(float pixel_y) const { return y.from_unit(unit_y(pixel_y)); }

  // Widens the narrower direction until a unit is as long in x as in y. Linear axes only.
  void equalize();
};

}  // namespace saddle::plot
