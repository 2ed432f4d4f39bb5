#include "plot/line_item.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "plot/polyline.h"
#include "plot/stroke.h"
#include "plot/ticks.h"

namespace saddle::plot {
namespace {

constexpr int64_t few_points = 100;  // up to here every point is marked, and markers should not be cut
constexpr float end_reach = 28;      // pixels beyond its ends, from which a curve is still read
constexpr float faint = 0.32f;       // how much of its color the raw curve keeps below its average

Pyramid::Domain domain_of(Scale scale) {
  return scale == Scale::log ? Pyramid::Domain::positive : Pyramid::Domain::all;
}

double uniform(const Axis& axis, double value) { return axis.scale == Scale::log ? std::log10(value) : value; }
double value_at(const Axis& axis, double position) {
  return axis.scale == Scale::log ? std::pow(10.0, position) : position;
}

}  // namespace

void LineItem::prepare(Context& context, Scale, Scale y) {
  cache_ = &context.line(id);
  cache_->raw.follow(series_, domain_of(y));
  if (!smoothed()) return;
  cache_->smoothing.follow(series_, std::min(options_.smoothing, 0.99999));
  smooth_series_ = cache_->smoothing.smoothed(series_);
  cache_->smooth.follow(smooth_series_, domain_of(y));
}

Extent LineItem::extent_x(Scale scale) const {
  Range range = cache_->raw.x();
  if (scale == Scale::log && !range.empty()) range.min = cache_->raw.least_positive_x();
  if (!cache_->raw.monotonic()) return {range, 0.05};
  return {range, series_.size() < few_points ? 0.015 : 0};
}

Extent LineItem::extent_y(Scale, const Axis& x) const {
  const Pyramid& raw = cache_->raw;
  if (!raw.monotonic()) return {raw.y(), 0.05};
  const int64_t begin = lower_bound(series_, x.range.min, 0, series_.size());
  const int64_t end =
      lower_bound(series_, std::nextafter(x.range.max, std::numeric_limits<double>::infinity()), begin, series_.size());
  const Summary part = raw.summary(series_, begin, end);
  return {part.empty() ? Range{} : Range{part.least, part.greatest}, 0.06};
}

Marker LineItem::marker(bool tell_apart) const {
  if (options_.marker) return *options_.marker;
  return tell_apart ? series_marker(index) : Marker::none;
}

float LineItem::width(const Canvas& canvas) const {
  return canvas.px((options_.width > 0 ? options_.width : canvas.style.line_width) + 2 * options_.halo);
}

void LineItem::draw_below(const Canvas& canvas) const {
  if (!smoothed()) return;
  const ImU32 pale = mix(canvas.style.background, color, faint);
  draw_curve(canvas, series_, cache_->raw, pale, std::max(1.0f, (width(canvas) - canvas.px(2 * options_.halo)) * 0.7f),
             Dash::solid);
}

void LineItem::draw(const Canvas& canvas) const {
  draw_curve(canvas, shown(), shown_pyramid(), color, width(canvas), options_.dash);
  // A line of one point has no length.
  const Marker sign = shown().size() == 1 ? Marker::circle : marker(canvas.tell_apart);
  if (sign != Marker::none) draw_markers(canvas, sign);
}

void LineItem::draw_curve(const Canvas& canvas, const Series& series, const Pyramid& pyramid, ImU32 ink, float width,
                          Dash dash) const {
  const Pen pen{ink, width, dash};
  const View& view = canvas.view;
  const auto pixels = static_cast<int>(view.area.width());
  const IndexRange part = pyramid.monotonic() ? visible(series, view.x) : IndexRange{0, series.size()};
  if (!pyramid.monotonic() || part.end - part.begin <= 2 * static_cast<int64_t>(pixels)) {
    Polyline line(canvas, pen);
    for (int64_t i = part.begin; i < part.end; ++i) line.add(series[i]);
    line.finish();
    return;
  }
  const std::vector<Column> all = columns(series, pyramid, view.x, pixels);
  // Where points are few (the left of a logarithmic axis) they are joined one by one.
  const auto sparse = [&](size_t i) {
    return all[i].y.points <= 2 || (i + 1 < all.size() && all[i + 1].pixel - all[i].pixel > 1.5);
  };
  for (size_t from = 0; from < all.size();) {
    size_t to = from + 1;
    while (to < all.size() && sparse(to) == sparse(from)) ++to;
    if (sparse(from)) {
      Polyline line(canvas, pen);
      const int64_t begin = std::max(part.begin, all[from].begin - 1);
      const int64_t end = std::min(part.end, all[to - 1].begin + all[to - 1].y.points + 1);
      for (int64_t i = begin; i < end; ++i) line.add(series[i]);
      line.finish();
    } else {
      draw_columns(canvas, all, from, to, pen);
    }
    from = to;
  }
}

void LineItem::draw_columns(const Canvas& canvas, const std::vector<Column>& all, size_t from, size_t to,
                            const Pen& pen) const {
  const View& view = canvas.view;
  // Bars leave the picture by a little only: their ends are not seen, and floats stay small.
  const auto pixel_y = [&](double y) {
    return static_cast<float>(std::clamp(view.pixel_y(y), view.area.min.y - 64.0, view.area.max.y + 64.0));
  };
  std::vector<Bar> bars;
  for (size_t i = from; i < to; ++i) {
    const Column& column = all[i];
    if (!column.y.empty()) {
      const double center = std::clamp(column.pixel, -64.0, view.area.width() + 64.0);
      Bar bar{view.area.min.x + static_cast<float>(center), pixel_y(column.y.greatest), pixel_y(column.y.least)};
      // Neighbors meet half way, so that a steep line is as heavy as a flat one.
      const auto reach = [&](double one, double other) {
        const float middle = (pixel_y(one) + pixel_y(other)) / 2;
        bar.top = std::min(bar.top, middle);
        bar.bottom = std::max(bar.bottom, middle);
      };
      if (view.y.inverted) std::swap(bar.top, bar.bottom);
      if (i > 0 && joined(all[i - 1], column)) reach(all[i - 1].y.last, column.y.first);
      if (i + 1 < all.size() && joined(column, all[i + 1])) reach(column.y.last, all[i + 1].y.first);
      bars.push_back(bar);
    }
    if (i + 1 < to && joined(column, all[i + 1])) continue;
    if (bars.size() == 1) bars.push_back({bars[0].x + 1, bars[0].top, bars[0].bottom});
    stroke_columns(canvas.list, bars, pen);
    bars.clear();
  }
}

void LineItem::draw_markers(const Canvas& canvas, Marker sign) const {
  const View& view = canvas.view;
  const Series& series = shown();
  const float radius = canvas.px(canvas.style.marker_radius);
  const auto put = [&](const Point& p) {
    if (!view.x.can_show(p.x) || !view.y.can_show(p.y)) return;
    const ImVec2 pixel = view.pixel(p.x, p.y);
    if (pixel.x < view.area.min.x - 1 || pixel.x > view.area.max.x + 1) return;
    if (pixel.y < view.area.min.y - 1 || pixel.y > view.area.max.y + 1) return;
    draw_marker(canvas.list, sign, pixel, radius, color, canvas.style.background);
  };
  if (series.empty()) return;
  if (!shown_pyramid().monotonic()) {
    put(series[0]);
    put(series[series.size() - 1]);
    return;
  }
  const IndexRange part = visible(series, view.x);
  if (static_cast<float>(part.end - part.begin) * canvas.px(16) < view.area.width()) {
    for (int64_t i = part.begin; i < part.end; ++i) put(series[i]);
    return;
  }
  // At fixed places of the data, so that markers stay on their points while the curve grows and scrolls.
  const double low = uniform(view.x, view.x.range.min), high = uniform(view.x, view.x.range.max);
  const double step = nice_step((high - low) * canvas.px(110) / view.area.width());
  const double phase = std::fmod(index * 0.37 + 0.5, 1.0);
  for (double k = std::floor(low / step - phase) + 1; (k + phase) * step < high; ++k) {
    const double x = value_at(view.x, (k + phase) * step);
    if (x < series[part.begin].x || x > series[part.end - 1].x) continue;
    put(series[nearest(series, x)]);
  }
}

void LineItem::draw_swatch(const Canvas& canvas, const Rect& rect) const {
  const float y = std::round(rect.center().y) + 0.5f;
  const float width = canvas.px(std::max(2.0f, options_.width));
  stroke(canvas.list, std::array{ImVec2{rect.min.x, y}, ImVec2{rect.max.x, y}}, {color, width, options_.dash});
  draw_marker(canvas.list, marker(canvas.tell_apart), {rect.center().x, y}, canvas.px(canvas.style.marker_radius),
              color, canvas.style.popup | IM_COL32_A_MASK);
}

void LineItem::read(const View& view, ImVec2 mouse, Format y_format, std::vector<Readout>& all) const {
  const Series& series = shown();
  if (series.empty()) return;
  int64_t index = 0;
  if (shown_pyramid().monotonic()) {
    index = nearest(series, view.data_x(mouse.x));
  } else {
    double best = std::numeric_limits<double>::infinity();
    for (int64_t i = 0; i < series.size(); ++i) {
      const double distance = std::hypot(view.pixel_x(series[i].x) - mouse.x, view.pixel_y(series[i].y) - mouse.y);
      if (distance >= best) continue;
      best = distance;
      index = i;
    }
  }
  const Point p = series[index];
  if (!view.x.can_show(p.x)) return;
  const ImVec2 pixel = view.pixel(p.x, p.y);
  const bool curve = shown_pyramid().monotonic();
  const float dy = curve ? 0 : pixel.y - mouse.y;
  // Where a curve has not begun or has ended it is read as a spot is: by who points at it.
  const double x = view.data_x(mouse.x);
  const bool ended = (x < series[0].x || x > series[series.size() - 1].x) && std::abs(pixel.x - mouse.x) > end_reach;
  std::string text = value_text(p.y, y_format);
  if (!curve) text = value_text(p.x) + ", " + text;
  if (options_.reading) text = options_.reading(index);
  all.push_back({.label = label,
                 .color = color,
                 .x = p.x,
                 .y = p.y,
                 .text = std::move(text),
                 .pixel = pixel,
                 .distance = std::hypot(pixel.x - mouse.x, dy),
                 .follows_x = curve && !ended,
                 .part = std::string(options_.part),
                 .series = hidden_with});
}

void LineItem::footprint(const Canvas& canvas, std::vector<ImVec2>& pixels) const {
  const View& view = canvas.view;
  const Series& series = series_;
  const IndexRange part = cache_->raw.monotonic() ? visible(series, view.x) : IndexRange{0, series.size()};
  const int64_t stride = std::max<int64_t>(1, (part.end - part.begin) / 400);
  // Only so far beyond the area does a line count: a value may lie anywhere.
  const Rect& area = view.area;
  const auto near = [&](ImVec2 pixel) {
    return ImVec2{std::clamp(pixel.x, area.min.x - area.width(), area.max.x + area.width()),
                  std::clamp(pixel.y, area.min.y - area.height(), area.max.y + area.height())};
  };
  ImVec2 last{0, 0};
  bool broken = true;  // between `last` and the next point there is no line
  for (int64_t i = part.begin; i < part.end; i += stride) {
    const Point p = series[i];
    if (!view.x.can_show(p.x) || !view.y.can_show(p.y)) {
      broken = true;
      continue;
    }
    const ImVec2 pixel = near(view.pixel(p.x, p.y));
    const float way = broken ? footprint_gap : std::hypot(pixel.x - last.x, pixel.y - last.y);
    if (way < footprint_gap) continue;
    const ImVec2 from = broken ? pixel : last;
    const int pieces = static_cast<int>(way / footprint_gap);
    for (int piece = 1; piece <= pieces; ++piece) {
      const float share = static_cast<float>(piece) / static_cast<float>(pieces);
      pixels.push_back({from.x + (pixel.x - from.x) * share, from.y + (pixel.y - from.y) * share});
    }
    last = pixel;
    broken = false;
  }
}

}  // namespace saddle::plot
