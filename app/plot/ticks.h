#pragma once

#include <functional>
#include <string>
#include <vector>

#include "plot/number.h"
#include "plot/view.h"

namespace saddle::plot {

struct Tick {
  double value = 0;
  std::string label = {};  // empty: a minor tick, or one whose label found no room
  bool major = true;
};

// How many pixels a label takes along the axis; labels never come closer than `gap`.
struct LabelSpace {
  float pixels = 0;  // length of the axis
  float gap = 12;
  float spacing = 80;  // the distance between ticks that looks best
  std::function<float(const std::string&)> extent = {};
};

// Ticks inside axis.range, ascending: multiples of 1, 2 or 5 powers of ten; whole numbers for Format::integer; minutes
// and hours for Format::seconds; decades with minor ticks at 2..9 on a logarithmic axis, unless it shows less than a
// decade. Labeled ticks never overlap.
std::vector<Tick> ticks(const Axis& axis, Format format, const LabelSpace& space);

// The next of 1, 2, 5 times a power of ten that is not below `rough`.
double nice_step(double rough);

// About `count` values at which contour lines of [range] look even: multiples of a nice step, or powers for a log
// scale.
std::vector<double> nice_levels(const Range& range, int count, Scale scale = Scale::linear);

}  // namespace saddle::plot
