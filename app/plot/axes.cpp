#include "plot/axes.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "plot/text.h"

namespace saddle::plot {
namespace {

constexpr float tick_length = 4, label_gap = 7, bar_gap = 14, bar_width = 12;

Pencil numbers(const Style& style) { return {.font = style.small, .writing = Writing::numbers}; }

// On whole pixels, lines are one pixel wide.
float crisp(double pixel) { return std::floor(static_cast<float>(pixel)); }

}  // namespace

LabelSpace space_across(const Style& style, float pixels) {
  return {pixels, style.px(20), style.px(96),
          [&style](const std::string& text) { return text_size(text, numbers(style)).x; }};
}

LabelSpace space_down(const Style& style, float pixels) {
  const float height = font_size(style.small);
  return {pixels, height * 0.5f, std::max(std::clamp(pixels / 5, style.px(30), style.px(80)), height * 2.4f),
          [height](const std::string&) { return height; }};
}

std::vector<Tick> category_ticks(std::span<const std::string> names, double offset, const Axis& axis,
                                 const LabelSpace& space) {
  const double per_category = space.pixels / axis.range.span();
  float widest = 0;
  for (const std::string& name : names) widest = std::max(widest, space.extent(name));
  const int stride = std::max(1, static_cast<int>(std::ceil((widest + space.gap / 2) / per_category)));
  std::vector<Tick> all;
  for (size_t i = 0; i < names.size(); i += static_cast<size_t>(stride)) {
    const double at = static_cast<double>(i) + offset;
    if (axis.range.contains(at)) all.push_back({at, names[i], false});
  }
  return all;
}

float widest_label(const Style& style, const std::vector<Tick>& ticks) {
  float widest = 0;
  for (const Tick& tick : ticks) widest = std::max(widest, text_size(tick.label, numbers(style)).x);
  return widest;
}

void draw_grid(const Canvas& canvas, const AxisTicks& ticks) {
  const View& view = canvas.view;
  const float width = std::max(1.0f, std::floor(canvas.style.scale));
  for (const bool major : {false, true}) {
    const ImU32 ink = major ? canvas.style.grid : canvas.style.minor_grid;
    for (const Tick& tick : ticks.x) {
      if (tick.major != major) continue;
      const float x = crisp(view.pixel_x(tick.value));
      canvas.list.AddRectFilled({x, view.area.min.y}, {x + width, view.area.max.y}, ink);
    }
    for (const Tick& tick : ticks.y) {
      if (tick.major != major) continue;
      const float y = crisp(view.pixel_y(tick.value));
      canvas.list.AddRectFilled({view.area.min.x, y}, {view.area.max.x, y + width}, ink);
    }
  }
}

void draw_axes(const Canvas& canvas, const AxisTicks& ticks, const Rect& whole) {
  const View& view = canvas.view;
  const Rect& area = view.area;
  const Style& style = canvas.style;
  const Pencil pencil = numbers(style);
  const float width = std::max(1.0f, std::floor(style.scale));
  ImDrawList& list = canvas.list;
  list.AddRectFilled({area.min.x - width, area.max.y}, {area.max.x, area.max.y + width}, style.axis);
  list.AddRectFilled({area.min.x - width, area.min.y}, {area.min.x, area.max.y}, style.axis);
  for (const Tick& tick : ticks.x) {
    const float x = crisp(view.pixel_x(tick.value));
    const float length = canvas.px(tick.label.empty() ? tick_length / 2 : tick_length);
    list.AddRectFilled({x, area.max.y}, {x + width, area.max.y + length}, style.axis);
    const float extent = text_size(tick.label, pencil).x;
    const float label_x = std::clamp(x - extent / 2, whole.min.x, std::max(whole.min.x, whole.max.x - extent));
    draw_text(list, {label_x, area.max.y + canvas.px(label_gap)}, style.muted, tick.label, pencil);
  }
  const float height = font_size(style.small);
  for (const Tick& tick : ticks.y) {
    const float y = crisp(view.pixel_y(tick.value));
    const float length = canvas.px(tick.label.empty() ? tick_length / 2 : tick_length);
    list.AddRectFilled({area.min.x - length, y}, {area.min.x, y + width}, style.axis);
    const float extent = text_size(tick.label, pencil).x;
    draw_text(list, {area.min.x - canvas.px(label_gap) - extent, y - height / 2}, style.muted, tick.label, pencil);
  }
}

std::vector<Tick> color_ticks(const Style& style, const ColorScale& colors, float height) {
  LabelSpace space = space_down(style, height);
  if (colors.scale == Scale::linear) return ticks({Scale::linear, colors.range}, Format::number, space);
  std::vector<Tick> all;
  double last = -1;
  const double least_gap = font_size(style.small) * 1.5 / height;
  const auto offer = [&](double value) {
    const double position = color_position(colors, value);
    if (!(position >= last + least_gap && position <= 1)) return;
    all.push_back({value, fmt::format("{:.3g}", value)});
    last = position;
  };
  offer(colors.range.min);
  if (!(colors.range.span() > 0)) return all;
  const int top = static_cast<int>(std::floor(std::log10(colors.range.span())));
  for (int exponent = top - 3; exponent <= top; ++exponent) {
    for (const double digit : {1.0, 3.0}) {
      offer(std::round(colors.range.min / std::pow(10.0, exponent)) * std::pow(10.0, exponent) +
            digit * std::pow(10.0, exponent));
    }
  }
  return all;
}

float color_bar_width(const Style& style, const ColorScale& colors, float height) {
  return style.px(bar_gap + bar_width + label_gap) + widest_label(style, color_ticks(style, colors, height));
}

void draw_color_bar(const Canvas& canvas, const ColorScale& colors, const Rect& area) {
  const Style& style = canvas.style;
  const Rect bar{{area.max.x + canvas.px(bar_gap), area.min.y},
                 {area.max.x + canvas.px(bar_gap + bar_width), area.max.y}};
  const int parts = std::max(2, static_cast<int>(bar.height() / 2));
  for (int part = 0; part < parts; ++part) {
    const float y0 = bar.max.y - bar.height() * static_cast<float>(part) / static_cast<float>(parts);
    const float y1 = bar.max.y - bar.height() * static_cast<float>(part + 1) / static_cast<float>(parts);
    const ImU32 lower = sample(colors.map, static_cast<double>(part) / parts);
    const ImU32 upper = sample(colors.map, static_cast<double>(part + 1) / parts);
    canvas.list.AddRectFilledMultiColor({bar.min.x, y1}, {bar.max.x, y0}, upper, upper, lower, lower);
  }
  canvas.list.AddRect(bar.min, bar.max, with_alpha(style.axis, 0.6f));
  const Pencil pencil = numbers(style);
  const float width = std::max(1.0f, std::floor(style.scale));
  for (const Tick& tick : color_ticks(style, colors, bar.height())) {
    if (tick.label.empty()) continue;
    const float y = crisp(bar.max.y - color_position(colors, tick.value) * bar.height());
    canvas.list.AddRectFilled({bar.max.x, y}, {bar.max.x + canvas.px(tick_length - 1), y + width}, style.axis);
    draw_text(canvas.list, {bar.max.x + canvas.px(label_gap), y - font_size(style.small) / 2}, style.muted, tick.label,
              pencil);
  }
}

}  // namespace saddle::plot
