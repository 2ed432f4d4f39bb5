#pragma once

#include "plot/item.h"
#include "plot/series.h"

namespace saddle::plot {

// What lies between two curves over the same x, pale, beneath all lines: a spread. Where either is not finite it has a
// gap. It does not widen the figure.
class RibbonItem final : public Item {
 public:
  RibbonItem(const Series& low, const Series& high) : low_(low), high_(high) {}
  Extent extent_x(Scale) const override { return {}; }
  Extent extent_y(Scale, const Axis&) const override { return {}; }
  void draw_below(const Canvas& canvas) const override;
  void draw(const Canvas&) const override {}

 private:
  Series low_, high_;
};

}  // namespace saddle::plot
