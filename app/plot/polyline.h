#pragma once

#include <vector>

#include "plot/item.h"
#include "plot/series.h"
#include "plot/stroke.h"

namespace saddle::plot {

// Collects consecutive points in data, cuts what lies far outside the picture (in double: pixels there overflow a
// float) and strokes the rest. Points within half a pixel of the one before are left out.
class Polyline {
 public:
  Polyline(const Canvas& canvas, const Pen& pen) : canvas_(canvas), pen_(pen) {}
  void add(const Point& data);
  void gap();  // the next point starts another piece
  void finish() { gap(); }

 private:
  void flush();

  const Canvas& canvas_;
  Pen pen_;
  std::vector<ImVec2> pixels_;
  Point last_;  // in pixels
  bool has_last_ = false;
};

}  // namespace saddle::plot
