#include "plot/scatter_item.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "plot/stroke.h"
#include "plot/text.h"

namespace saddle::plot {

void ScatterItem::prepare(Context&, Scale x, Scale y) {
  const Axis axis_x{x}, axis_y{y};
  for (int64_t i = 0; i < series_.size(); ++i) {
    const Point p = series_[i];
    if (!std::isfinite(p.x) || !std::isfinite(p.y)) continue;
    if (!axis_x.can_show(p.x) || !axis_y.can_show(p.y)) {
      ++skipped_;
      continue;
    }
    x_.include(p.x);
    y_.include(p.y);
  }
}

Extent ScatterItem::extent_x(Scale) const { return options_.waits ? Extent() : Extent{x_, 0.04}; }
Extent ScatterItem::extent_y(Scale, const Axis&) const { return {y_, 0.06}; }

float ScatterItem::radius(const Canvas& canvas) const {
  return canvas.px(options_.radius > 0 ? options_.radius : canvas.style.marker_radius);
}

void ScatterItem::draw(const Canvas& canvas) const {
  const Rect& area = canvas.view.area;
  const float r = radius(canvas);
  const float cell = std::max(1.0f, r * 0.5f);
  const auto columns = static_cast<size_t>((area.width() + 2 * r) / cell) + 1;
  const auto rows = static_cast<size_t>((area.height() + 2 * r) / cell) + 1;
  std::vector<bool> taken(columns * rows);
  const bool crowded = series_.size() > 400;
  for (int64_t i = 0; i < series_.size(); ++i) {
    const Point p = series_[i];
    if (!canvas.view.x.can_show(p.x) || !canvas.view.y.can_show(p.y)) continue;
    const ImVec2 pixel = canvas.view.pixel(p.x, p.y);
    if (!(pixel.x >= area.min.x - r && pixel.x <= area.max.x + r)) continue;
    if (!(pixel.y >= area.min.y - r && pixel.y <= area.max.y + r)) continue;
    const auto column = static_cast<size_t>((pixel.x - area.min.x + r) / cell);
    const auto row = static_cast<size_t>((pixel.y - area.min.y + r) / cell);
    if (taken[row * columns + column]) continue;
    taken[row * columns + column] = true;
    const ImU32 own = options_.colors.empty() ? color : options_.colors[static_cast<size_t>(i)];
    draw_point(canvas, pixel, r, own, crowded ? 0 : canvas.style.background);
    if (static_cast<size_t>(i) >= options_.labels.size()) continue;
    const std::string& text = options_.labels[static_cast<size_t>(i)];
    const ImVec2 size = text_size(text, {.font = canvas.style.small});
    draw_text(canvas.list, label_at(canvas, pixel, size), canvas.style.text, text, {.font = canvas.style.small});
  }
  if (options_.waits) draw_waiting(canvas);
}

// Of those that lie farther right than the figure shows, the nearest.
void ScatterItem::draw_waiting(const Canvas& canvas) const {
  const View& view = canvas.view;
  int64_t next = -1;
  for (int64_t i = 0; i < series_.size(); ++i) {
    const Point p = series_[i];
    if (!view.x.can_show(p.x) || !view.y.can_show(p.y) || !(p.x > view.x.range.max)) continue;
    if (next < 0 || p.x < series_[next].x) next = i;
  }
  if (next < 0) return;
  const Rect& area = view.area;
  const float r = radius(canvas), tip = area.max.x - canvas.px(2);
  const auto y =
      static_cast<float>(std::clamp(view.pixel_y(series_[next].y), area.min.y + 2.0 * r, area.max.y - 2.0 * r));
  canvas.list.AddTriangleFilled({tip, y}, {tip - 1.6f * r, y - r}, {tip - 1.6f * r, y + r}, color);
  if (static_cast<size_t>(next) >= options_.waiting.size()) return;
  const Pencil pencil{.font = canvas.style.small};
  const std::string text = shortened(options_.waiting[static_cast<size_t>(next)], area.width() * 0.6f, pencil);
  const ImVec2 size = text_size(text, pencil);
  const float top = std::clamp(y - size.y / 2, area.min.y, std::max(area.min.y, area.max.y - size.y));
  draw_text(canvas.list, {tip - 2.4f * r - size.x, top}, color, text, pencil);
}

ImVec2 ScatterItem::label_at(const Canvas& canvas, ImVec2 pixel, ImVec2 size) const {
  const float away = radius(canvas) * 2;
  const bool right = pixel.x + away + size.x < canvas.view.area.max.x;
  return {right ? pixel.x + away : pixel.x - away - size.x, pixel.y - size.y / 2};
}

void ScatterItem::draw_swatch(const Canvas& canvas, const Rect& rect) const {
  draw_point(canvas, rect.center(), canvas.px(canvas.style.marker_radius), color, 0);
}

void ScatterItem::draw_point(const Canvas& canvas, ImVec2 pixel, float r, ImU32 fill, ImU32 outline) const {
  if (options_.ring) {
    canvas.list.AddCircle(pixel, r, fill, 0, canvas.px(1.6f));
  } else {
    draw_marker(canvas.list, marker(), pixel, r, fill, outline);
  }
}

void ScatterItem::read(const View& view, ImVec2 mouse, Format y_format, std::vector<Readout>& all) const {
  if (label.empty() && options_.labels.empty()) return;  // they belong to something that is named
  Readout best;
  best.label = label;
  best.color = color;
  best.distance = std::numeric_limits<float>::infinity();
  for (int64_t i = 0; i < series_.size(); ++i) {
    const Point p = series_[i];
    if (!view.x.can_show(p.x) || !view.y.can_show(p.y)) continue;
    const ImVec2 pixel = view.pixel(p.x, p.y);
    const float distance = std::hypot(pixel.x - mouse.x, pixel.y - mouse.y);
    if (!(distance < best.distance)) continue;
    best.x = p.x;
    best.y = p.y;
    best.pixel = pixel;
    best.distance = distance;
  }
  if (!std::isfinite(best.distance)) return;
  best.text = value_text(best.x) + ", " + value_text(best.y, y_format);
  all.push_back(std::move(best));
}

void ScatterItem::footprint(const Canvas& canvas, std::vector<ImVec2>& pixels) const {
  const View& view = canvas.view;
  const int64_t stride = std::max<int64_t>(1, series_.size() / 400);
  for (int64_t i = 0; i < series_.size(); i += stride) {
    const Point p = series_[i];
    if (!view.x.can_show(p.x) || !view.y.can_show(p.y)) continue;
    pixels.push_back(view.pixel(p.x, p.y));
    if (static_cast<size_t>(i) >= options_.labels.size()) continue;
    const ImVec2 size = text_size(options_.labels[static_cast<size_t>(i)], {.font = canvas.style.small});
    const ImVec2 at = label_at(canvas, pixels.back(), size);
    for (const float y : {at.y, at.y + size.y / 2, at.y + size.y}) {
      for (float x = 0; x <= size.x; x += footprint_gap) pixels.push_back({at.x + x, y});
    }
  }
}

}  // namespace saddle::plot
