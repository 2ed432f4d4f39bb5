#pragma once

#include "plot/item.h"

namespace saddle::plot {

enum class Direction { vertical, horizontal };

struct RuleOptions {
  ImU32 color = 0;  // 0: the style's muted color
  Dash dash = Dash::dashed;
};

// A line across the whole figure with a caption at its end: an epoch, a target.
class RuleItem final : public Item {
 public:
  RuleItem(Direction direction, double value, const RuleOptions& options)
      : direction_(direction), value_(value), options_(options) {}
  Extent extent_x(Scale) const override { return {}; }
  Extent extent_y(Scale, const Axis&) const override { return {}; }
  void draw(const Canvas& canvas) const override;

 private:
  Direction direction_;
  double value_;
  RuleOptions options_;
};

}  // namespace saddle::plot
