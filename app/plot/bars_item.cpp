#include "plot/bars_item.h"

#include <algorithm>
#include <cmath>

namespace saddle::plot {

Range BarsItem::span(int64_t i) const {
  if (histogram()) return {edges_[i], edges_[i + 1]};
  const double center = static_cast<double>(i) + options_.offset;
  return {center - options_.width / 2, center + options_.width / 2};
}

Extent BarsItem::extent_x(Scale scale) const {
  Range range;
  for (int64_t i = 0; i < heights_.size(); ++i) {
    const Range bar = span(i);
    if (scale == Scale::linear || bar.min > 0) range.include(bar);
  }
  return {range, histogram() ? 0.02 : 0.03};
}

Extent BarsItem::extent_y(Scale scale, const Axis& x) const {
  Range range;
  for (int64_t i = 0; i < heights_.size(); ++i) {
    const Range bar = span(i);
    if (bar.max < x.range.min || bar.min > x.range.max) continue;
    const double height = heights_[i];
    if (scale == Scale::linear || height > 0) range.include(height);
  }
  if (scale == Scale::log) {
    if (!range.empty()) range.min *= 0.5;
    return {range, 0.05};
  }
  if (!range.empty()) range.include(0);
  return {range, 0.07, false, true};
}

void BarsItem::draw(const Canvas& canvas) const {
  const View& view = canvas.view;
  const Rect& area = view.area;
  const float base = view.y.scale == Scale::log ? area.max.y : static_cast<float>(view.pixel_y(0));
  const auto clamped = [](double value, float low, float high) {
    return std::clamp(static_cast<float>(std::clamp(value, -1e6, 1e6)), low, high);
  };
  float covered = -1e9f;  // right end of the column of pixels that the last merged bar filled
  float top = base, bottom = base;
  const auto flush = [&] {
    if (top < bottom) canvas.list.AddRectFilled({covered - 1, top}, {covered, bottom}, color);
    top = bottom = base;
  };
  for (int64_t i = 0; i < heights_.size(); ++i) {
    const Range bar = span(i);
    const double height = heights_[i];
    if (!view.x.can_show(bar.min) || !view.x.can_show(bar.max) || !view.y.can_show(height)) continue;
    if (bar.max < view.x.range.min || bar.min > view.x.range.max) continue;
    float left = clamped(view.pixel_x(bar.min), area.min.x - 8, area.max.x + 8);
    float right = clamped(view.pixel_x(bar.max), area.min.x - 8, area.max.x + 8);
    const float end = clamped(view.pixel_y(height), area.min.y - 8, area.max.y + 8);
    if (right - left < 1.5f) {
      const float column = std::floor(left) + 1;
      if (column != covered) flush();
      covered = column;
      top = std::min({top, base, end});
      bottom = std::max({bottom, base, end});
      continue;
    }
    left = std::round(left);
    right = std::round(right) - (histogram() && right - left > 6 ? canvas.px(1) : 0);
    const bool pale = options_.highlighted >= 0 && i != options_.highlighted;
    const ImU32 fill = pale ? mix(canvas.style.background, color, 0.45f) : color;
    const float rounding = histogram() ? 0 : std::min(canvas.px(3), (right - left) / 4);
    const ImDrawFlags corners = end < base ? ImDrawFlags_RoundCornersTop : ImDrawFlags_RoundCornersBottom;
    if (std::abs(end - base) < 0.5f) continue;
    canvas.list.AddRectFilled({left, std::min(end, base)}, {right, std::max(end, base)}, fill,
                              std::abs(end - base) > 2 * rounding ? rounding : 0, corners);
  }
  flush();
}

void BarsItem::read(const View& view, ImVec2 mouse, Format y_format, std::vector<Readout>& all) const {
  const double x = view.data_x(mouse.x);
  for (int64_t i = 0; i < heights_.size(); ++i) {
    const Range bar = span(i);
    const bool hit = histogram() ? x >= bar.min && x < bar.max : std::abs(x - static_cast<double>(i)) <= 0.5;
    if (!hit) continue;
    const double center = (bar.min + bar.max) / 2;
    std::string text = value_text(heights_[i], y_format);
    if (histogram()) text = value_text(bar.min) + " – " + value_text(bar.max) + ":  " + text;
    all.push_back({label, color, histogram() ? center : static_cast<double>(i), heights_[i], std::move(text),
                   view.pixel(center, heights_[i]), 0, true, -1, static_cast<int>(i)});
    return;
  }
}

void BarsItem::footprint(const Canvas& canvas, std::vector<ImVec2>& pixels) const {
  const View& view = canvas.view;
  const int64_t stride = std::max<int64_t>(1, heights_.size() / 200);
  for (int64_t i = 0; i < heights_.size(); i += stride) {
    const Range bar = span(i);
    const double center = (bar.min + bar.max) / 2;
    if (!view.x.can_show(center) || !view.y.can_show(heights_[i])) continue;
    const ImVec2 top = view.pixel(center, heights_[i]);
    const float width = static_cast<float>(view.pixel_x(bar.max) - view.pixel_x(bar.min));
    for (float y = std::max(top.y, view.area.min.y); y < view.area.max.y; y += footprint_gap) {
      for (float dx = -width / 2; dx <= width / 2; dx += footprint_gap) pixels.push_back({top.x + dx, y});
    }
  }
}

}  // namespace saddle::plot
