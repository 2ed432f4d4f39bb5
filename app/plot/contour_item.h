#pragma once

#include <optional>
#include <span>

#include "plot/colormap.h"
#include "plot/contours.h"
#include "plot/item.h"

namespace saddle::plot {

struct ContourOptions {
  ImU32 color = 0;                   // 0: the style's muted color, or that of `map`
  std::optional<Colormap> map = {};  // colors the lines by their level
  float width = 1.2f;                // pixels at scale 1
  bool labels = true;                // writes the levels into the lines, where they run most level
};

// Lines of equal value, computed before by contours().
class ContourItem final : public Item {
 public:
  ContourItem(std::span<const ContourLine> lines, const ContourOptions& options) : lines_(lines), options_(options) {}
  Extent extent_x(Scale scale) const override;
  Extent extent_y(Scale scale, const Axis& x) const override;
  void draw(const Canvas& canvas) const override;

 private:
  std::span<const ContourLine> lines_;
  ContourOptions options_;
};

}  // namespace saddle::plot
