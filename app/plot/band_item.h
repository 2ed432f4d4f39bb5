#pragma once

#include "plot/item.h"
#include "plot/view.h"

namespace saddle::plot {

// A strip across the whole figure between two values of y, with a caption: where a quantity should lie.
class BandItem final : public Item {
 public:
  explicit BandItem(const Range& range) : range_(range) {}
  Extent extent_x(Scale) const override { return {}; }
  Extent extent_y(Scale, const Axis&) const override { return {}; }
  void draw_below(const Canvas& canvas) const override;
  void draw(const Canvas&) const override {}

 private:
  Range range_;
};

}  // namespace saddle::plot
