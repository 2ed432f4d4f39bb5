#pragma once

#include <optional>
#include <span>
#include <string>

#include "plot/item.h"
#include "plot/series.h"

namespace saddle::plot {

struct ScatterOptions {
  ImU32 color = 0;                            // 0: the next of the palette
  std::optional<Marker> marker = {};          // none given: one per series
  float radius = 0;                           // pixels at scale 1; 0: the style's
  std::span<const std::string> labels = {};   // written beside the points, if given
  std::span<const std::string> waiting = {};  // what is written at the edge instead, of one that waits
  std::span<const ImU32> colors = {};         // of the points, if each has its own
  bool ring = false;                          // a circle around the place, with nothing in it
  bool waits = false;  // does not widen the figure: beyond its right end, the next is told at the edge, with an arrow
};

// Points as markers; of many on the same spot one is drawn, so a crowd costs its pixels.
class ScatterItem final : public Item {
 public:
  ScatterItem(const Series& series, const ScatterOptions& options) : series_(series), options_(options) {}
  void prepare(Context& context, Scale x, Scale y) override;
  Extent extent_x(Scale scale) const override;
  Extent extent_y(Scale scale, const Axis& x) const override;
  void draw(const Canvas& canvas) const override;
  void draw_swatch(const Canvas& canvas, const Rect& rect) const override;
  void read(const View& view, ImVec2 mouse, Format y_format, std::vector<Readout>& all) const override;
  void footprint(const Canvas& canvas, std::vector<ImVec2>& pixels) const override;
  int64_t skipped() const override { return skipped_; }

 private:
  Marker marker() const { return options_.marker.value_or(series_marker(index)); }
  float radius(const Canvas& canvas) const;
  // Where the text beside a point lies; `size` is that of the text.
  ImVec2 label_at(const Canvas& canvas, ImVec2 pixel, ImVec2 size) const;
  void draw_waiting(const Canvas& canvas) const;
  void draw_point(const Canvas& canvas, ImVec2 pixel, float radius, ImU32 color, ImU32 outline) const;

  Series series_;
  ScatterOptions options_;
  Range x_, y_;
  int64_t skipped_ = 0;
};

}  // namespace saddle::plot
