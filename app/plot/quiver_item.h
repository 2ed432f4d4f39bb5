#pragma once

#include <span>

#include "plot/item.h"

namespace saddle::plot {

struct Arrow {
  double x = 0, y = 0, dx = 0, dy = 0;  // in data
  float strength = 1;                   // 0 … 1
};

enum class ArrowLength { data, strength };  // from (x, y) to (x + dx, y + dy), or `reach` pixels times the strength

struct QuiverOptions {
  ImU32 color = 0;  // 0: the style's muted color
  float width = 1.2f;
  ArrowLength length = ArrowLength::strength;
  float reach = 18;  // pixels at scale 1
};

// Arrows, each centered on its point or, with lengths in data, beginning there. They take no part in fitting the view.
class QuiverItem final : public Item {
 public:
  QuiverItem(std::span<const Arrow> arrows, const QuiverOptions& options) : arrows_(arrows), options_(options) {}
  Extent extent_x(Scale) const override { return {}; }
  Extent extent_y(Scale, const Axis&) const override { return {}; }
  void draw(const Canvas& canvas) const override;

 private:
  std::span<const Arrow> arrows_;
  QuiverOptions options_;
};

}  // namespace saddle::plot
