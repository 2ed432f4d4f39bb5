#pragma once

#include <functional>
#include <optional>
#include <string_view>

#include "plot/decimate.h"
#include "plot/item.h"
#include "plot/series.h"
#include "plot/stroke.h"

namespace saddle::plot {

struct LineOptions {
  ImU32 color = 0;  // 0: the next of the palette
  float width = 0;  // pixels at scale 1; 0: the style's
  Dash dash = Dash::solid;
  std::optional<Marker> marker = {};  // none given: one per curve when the figure has several
  double smoothing = 0;               // beta of an exponential moving average, drawn strong over the faint raw curve
  std::string_view part = {};         // "test": its name in the read-out among the curves of one series
  float halo = 0;                     // pixels at scale 1 wider on both sides, to be seen beneath one that lies over it
  std::string_view part_of = {};      // label of the curve it belongs to: not in the legend, and hidden with that one
  // What the read-out says of the point of that index; none: where it is.
  std::function<std::string(int64_t)> reading = {};
};

// A curve or, where x goes back, a path. A curve costs its pixels, a path its points.
class LineItem final : public Item {
 public:
  LineItem(const Series& series, const LineOptions& options) : series_(series), options_(options) {}
  void prepare(Context& context, Scale x, Scale y) override;
  Extent extent_x(Scale scale) const override;
  Extent extent_y(Scale scale, const Axis& x) const override;
  void draw_below(const Canvas& canvas) const override;
  void draw(const Canvas& canvas) const override;
  void draw_swatch(const Canvas& canvas, const Rect& rect) const override;
  void read(const View& view, ImVec2 mouse, Format y_format, std::vector<Readout>& all) const override;
  void footprint(const Canvas& canvas, std::vector<ImVec2>& pixels) const override;
  int64_t skipped() const override { return cache_->raw.skipped(); }

 private:
  bool smoothed() const { return options_.smoothing > 0; }
  const Series& shown() const { return smoothed() ? smooth_series_ : series_; }
  const Pyramid& shown_pyramid() const { return smoothed() ? cache_->smooth : cache_->raw; }
  float width(const Canvas& canvas) const;
  Marker marker(bool tell_apart) const;
  void draw_curve(const Canvas& canvas, const Series& series, const Pyramid& pyramid, ImU32 ink, float width,
                  Dash dash) const;
  void draw_columns(const Canvas& canvas, const std::vector<Column>& all, size_t from, size_t to, const Pen& pen) const;
  void draw_markers(const Canvas& canvas, Marker marker) const;

  Series series_, smooth_series_;
  LineOptions options_;
  LineCache* cache_ = nullptr;  // the context's
};

}  // namespace saddle::plot
