#include "report/chart.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "plot/ticks.h"
#include "report/html_text.h"

namespace saddle::app {
namespace {

constexpr float width = 640, height = 360;
const plot::Rect area{{62, 34}, {624, 312}};
constexpr float letter = 6.6f;  // about as wide as a digit at the size of the ticks

// "10^-3" as it is written by hand.
std::string raised(const std::string& text) {
  constexpr std::array digits{"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
  const size_t power = text.find('^');
  if (power == text.npos) return text;
  std::string result = text.substr(0, power);
  for (const char c : text.substr(power + 1)) {
    if (c == '-') {
      result += "⁻";
    } else if (c >= '0' && c <= '9') {
      result += digits.at(static_cast<size_t>(c - '0'));
    } else {
      result += c;
    }
  }
  return result;
}

plot::View view_of(const Chart& chart) {
  plot::Range x, y;
  for (const Chart::Line& line : chart.lines) {
    for (const plot::Point& point : line.points) {
      x.include(point.x);
      if (chart.y_scale == plot::Scale::linear || point.y > 0) y.include(point.y);
    }
  }
  for (const Chart::Dot& dot : chart.dots) {
    if (x.contains(dot.at.x)) y.include(dot.at.y);
  }
  if (!chart.y_range.empty()) y = chart.y_range;
  return {.x = {.range = plot::fit(x, plot::Scale::linear, 0)},
          .y = {.scale = chart.y_scale, .range = chart.y_range.empty() ? plot::fit(y, chart.y_scale, 0.04) : y},
          .area = area};
}

std::string axes(const Chart& chart, const plot::View& view) {
  std::string svg;
  const auto extent = [](const std::string& label) { return letter * static_cast<float>(label.size()); };
  for (const plot::Tick& tick : plot::ticks(view.x, plot::Format::integer,
                                            {.pixels = area.width(), .gap = 14, .spacing = 90, .extent = extent})) {
    const double x = view.pixel_x(tick.value);
    if (!tick.major) continue;
    svg += fmt::format(
        "<path class=\"grid\" d=\"M{0:.1f} {1}V{2}\"/><text class=\"tick\" x=\"{0:.1f}\" y=\"{3}\" "
        "text-anchor=\"middle\">{4}</text>",
        x, area.min.y, area.max.y, area.max.y + 17, html_text(raised(tick.label)));
  }
  for (const plot::Tick& tick : plot::ticks(
           view.y, chart.y_format,
           {.pixels = area.height(), .gap = 8, .spacing = 50, .extent = [](const std::string&) { return 12; }})) {
    const double y = view.pixel_y(tick.value);
    svg += fmt::format("<path class=\"grid{}\" d=\"M{} {:.1f}H{}\"/>", tick.major ? "" : " minor", area.min.x, y,
                       area.max.x);
    if (tick.major)
      svg += fmt::format("<text class=\"tick\" x=\"{}\" y=\"{:.1f}\" text-anchor=\"end\">{}</text>", area.min.x - 7,
                         y + 4, html_text(raised(tick.label)));
  }
  return svg +
         fmt::format("<path class=\"axis\" d=\"M{0} {1}V{2}H{3}\"/>\n", area.min.x, area.min.y, area.max.y, area.max.x);
}

// Of the points that fall on one column the first, the least, the greatest and the last: what is left out would not be
// seen.
std::string path_of(const Chart::Line& line, const plot::View& view) {
  std::string path;
  bool down = false;
  const auto go_to = [&](const plot::Point& point) {
    path += fmt::format("{}{:.1f} {:.1f}", down ? 'L' : 'M', view.pixel_x(point.x), view.pixel_y(point.y));
    down = true;
  };
  for (size_t begin = 0; begin < line.points.size();) {
    if (!view.y.can_show(line.points[begin].y)) {
      down = false;
      ++begin;
      continue;
    }
    const auto column = [&](size_t i) { return std::lround(view.pixel_x(line.points[i].x)); };
    size_t end = begin, least = begin, greatest = begin;
    for (; end < line.points.size() && view.y.can_show(line.points[end].y) && column(end) == column(begin); ++end) {
      if (line.points[end].y < line.points[least].y) least = end;
      if (line.points[end].y > line.points[greatest].y) greatest = end;
    }
    std::array kept{begin, least, greatest, end - 1};
    std::ranges::sort(kept);
    for (size_t i = 0; i < kept.size(); ++i) {
      if (i == 0 || kept[i] != kept[i - 1]) go_to(line.points[kept[i]]);
    }
    begin = end;
  }
  return path;
}

std::string legend(const Chart& chart) {
  std::string svg;
  double x = area.min.x + 4;
  for (const Chart::Line& line : chart.lines) {
    if (line.label.empty()) continue;
    svg += fmt::format(
        "<path class=\"line s{0}\" d=\"M{1:.1f} {2}h22\"/><text class=\"key\" x=\"{3:.1f}\" y=\"{4}\">{5}</text>",
        line.series, x, height - 12, x + 28, height - 8, html_text(line.label));
    // Letters of Korean are twice as wide, and three bytes long.
    double wide = 0;
    for (const char c : line.label) {
      const auto byte = static_cast<unsigned char>(c);
      wide += byte < 0x80 ? 7 : byte >= 0xc0 ? 13 : 0;
    }
    x += 28 + wide + 20;
  }
  return svg;
}

}  // namespace

std::string svg_of(const Chart& chart) {
  const plot::View view = view_of(chart);
  std::string svg = fmt::format(
      "<svg viewBox=\"0 0 {0} {1}\" role=\"img\" aria-label=\"{2}\">\n<text class=\"name\" x=\"{3}\" y=\"16\">{2}"
      "</text>\n",
      width, height, html_text(chart.title), area.min.x);
  svg += fmt::format("<clipPath id=\"{0}\"><path d=\"M{1} {2}H{3}V{4}H{1}Z\"/></clipPath>\n", html_text(chart.name),
                     area.min.x, area.min.y, area.max.x, area.max.y);
  svg += axes(chart, view);
  svg += fmt::format("<text class=\"tick\" x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>\n", area.max.x, height - 8,
                     html_text(chart.x_label));
  for (const Chart::Mark& mark : chart.marks) {
    if (!view.x.range.contains(mark.x)) continue;
    svg += fmt::format(
        "<g class=\"{0}\"><title>{1}</title><path class=\"event\" d=\"M{2:.1f} {3}V{4}\"/><circle cx=\"{2:.1f}\" "
        "cy=\"{5}\" r=\"8\"/><text class=\"number\" x=\"{2:.1f}\" y=\"{6}\" text-anchor=\"middle\">{7}</text></g>\n",
        mark.tone, html_text(mark.text), view.pixel_x(mark.x), area.min.y, area.max.y, area.min.y - 2, area.min.y + 2,
        html_text(mark.label));
  }
  svg += fmt::format("<g clip-path=\"url(#{})\">\n", html_text(chart.name));
  for (const Chart::Line& line : chart.lines)
    svg += fmt::format("<path class=\"line s{}{}\" d=\"{}\"/>\n", line.series, line.faint ? " faint" : "",
                       path_of(line, view));
  for (const Chart::Dot& dot : chart.dots) {
    if (!view.x.range.contains(dot.at.x)) continue;
    svg += fmt::format("<path class=\"dot\" d=\"M{:.1f} {:.1f}l6 6l-6 6l-6-6z\"><title>{}</title></path>\n",
                       view.pixel_x(dot.at.x), view.pixel_y(dot.at.y) - 6, html_text(dot.text));
  }
  return svg + "</g>\n" + legend(chart) + "</svg>\n";
}

}  // namespace saddle::app
