#pragma once

#include "plot/item.h"
#include "plot/values.h"

namespace saddle::plot {

struct BarsOptions {
  ImU32 color = 0;       // 0: the next of the palette
  double width = 0.72;   // of the distance between bars; histograms ignore it
  double offset = 0;     // to the side, in x: groups of bars
  int highlighted = -1;  // the only one in full color; -1: all
};

// Bars that stand on zero: at 0, 1, 2 … or, as a histogram, between consecutive edges. Bars narrower than a pixel are
// merged into the highest.
class BarsItem final : public Item {
 public:
  BarsItem(Values heights, const BarsOptions& options) : heights_(heights), options_(options) {}
  // edges.size() == heights.size() + 1, ascending.
  BarsItem(Values edges, Values heights, const BarsOptions& options)
      : edges_(edges), heights_(heights), options_(options) {}
  Extent extent_x(Scale scale) const override;
  Extent extent_y(Scale scale, const Axis& x) const override;
  void draw(const Canvas& canvas) const override;
  void read(const View& view, ImVec2 mouse, Format y_format, std::vector<Readout>& all) const override;
  void footprint(const Canvas& canvas, std::vector<ImVec2>& pixels) const override;

 private:
  bool histogram() const { return edges_.size() > 0; }
  Range span(int64_t i) const;  // in x

  Values edges_, heights_;
  BarsOptions options_;
};

}  // namespace saddle::plot
