#include "panels/signals/small_histogram.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "plot/style.h"
#include "plot/text.h"

namespace saddle::app {
namespace {

// The height that fills the box: of the highest bar, unless it dwarfs the second.
float full_height(const std::vector<float>& bins) {
  float first = 0, second = 0;
  for (const float count : bins) {
    if (count > first) {
      second = first;
      first = count;
    } else {
      second = std::max(second, count);
    }
  }
  return second > 0 && first > 4 * second ? 2 * second : first;
}

struct Floor {
  float left, right, y, height;  // where bars stand, and how high the highest is
};

// The outline of a histogram's bars in the range of another.
std::vector<ImVec2> outline(const Distribution& d, const Distribution& shown, const Floor& floor) {
  std::vector<ImVec2> points;
  const float full = full_height(d.bins);
  if (full <= 0) return points;
  const auto x = [&](double value) {
    const double t = std::clamp((value - shown.low) / (shown.high - shown.low), 0.0, 1.0);
    return floor.left + static_cast<float>(t) * (floor.right - floor.left);
  };
  const auto bins = static_cast<double>(d.bins.size());
  for (size_t i = 0; i < d.bins.size(); ++i) {
    const double from = d.low + (d.high - d.low) * static_cast<double>(i) / bins,
                 to = d.low + (d.high - d.low) * static_cast<double>(i + 1) / bins;
    if (to <= shown.low || from >= shown.high) continue;
    const float y = floor.y - floor.height * std::min(1.0f, d.bins[i] / full);
    points.push_back({x(from), y});
    points.push_back({x(to), y});
  }
  return points;
}

// The same without points that lie where the one before lies: to those a polyline has no direction, and it frays.
std::vector<ImVec2> steps(const std::vector<ImVec2>& outline) {
  std::vector<ImVec2> line;
  for (const ImVec2 p : outline) {
    if (line.empty() || std::abs(p.x - line.back().x) + std::abs(p.y - line.back().y) > 0.01f) line.push_back(p);
  }
  return line;
}

void fill(ImDrawList& list, const std::vector<ImVec2>& outline, float floor, ImU32 color) {
  for (size_t i = 0; i + 1 < outline.size(); i += 2) {
    if (outline[i].y < floor) list.AddRectFilled(outline[i], {outline[i + 1].x, floor}, color);
  }
}

// How high the bars of a part of the range are, between 0 and 1.
float highest_between(const Distribution& d, double from, double to) {
  const float full = full_height(d.bins);
  const auto bins = static_cast<double>(d.bins.size());
  float highest = 0;
  for (auto i = static_cast<size_t>(from * bins); i < d.bins.size() && static_cast<double>(i) < to * bins; ++i)
    highest = std::max(highest, d.bins[i]);
  return full > 0 ? std::min(1.0f, highest / full) : 0;
}

}  // namespace

void draw_small_histogram(ui::Ui& ui, const Distribution& now, const SmallHistogram& where) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const plot::Pencil pencil{.font = ui.fonts.caption, .writing = plot::Writing::numbers};
  const float line = plot::font_size(ui.fonts.caption);
  const bool labeled = where.size.y >= ui.px(46) && where.size.x >= ui.px(90);
  const float bottom = where.corner.y + where.size.y - (labeled ? line + ui.px(2) : 0);
  const float left = where.corner.x, right = left + where.size.x, height = bottom - where.corner.y;
  list.AddRectFilled(where.corner, {right, bottom}, ui.theme.plot.background, ui.px(2));
  const float zero =
      now.low < now.high ? left + static_cast<float>(-now.low / (now.high - now.low)) * (right - left) : left;
  if (zero > left && zero < right) list.AddLine({zero, where.corner.y}, {zero, bottom}, ui.theme.plot.grid);
  const auto layers = static_cast<float>(where.past.size());
  const float climb = layers > 0 ? height * 0.5f : 0, own = height - climb - ui.px(2);
  for (size_t i = 0; i < where.past.size(); ++i) {
    const float age = (layers - static_cast<float>(i)) / layers;  // 1: the oldest
    const Floor floor{left, right, bottom - climb * age, own};
    const auto bars = outline(*where.past[i], now, floor);
    fill(list, bars, floor.y, ui.theme.plot.background);
    const auto points = steps(bars);
    if (points.size() > 1)
      list.AddPolyline(points.data(), static_cast<int>(points.size()), plot::with_alpha(where.color, 1 - 0.75f * age),
                       0, ui.px(1));
  }
  fill(list, outline(now, now, {left, right, bottom, own}), bottom, where.color);
  list.AddLine({left, bottom}, {right, bottom}, ui.theme.plot.axis);
  const std::string low = short_number(now.low), high = short_number(now.high);
  if (!labeled) {
    const std::string range = now.low == -now.high ? "±" + high : low + " … " + high;
    const ImVec2 size = plot::text_size(range, pencil);
    if (where.size.y < line + ui.px(4) || where.size.x < 2 * size.x) return;
    // At the right, unless bars would be under it there and not at the left.
    const double covered = static_cast<double>((size.x + ui.px(6)) / where.size.x);
    const float under_it = highest_between(now, 1 - covered, 1);
    const bool at_left = under_it > 0.4f && highest_between(now, 0, covered) < under_it;
    const ImVec2 corner{at_left ? left + ui.px(3) : right - size.x - ui.px(3), where.corner.y + ui.px(1)};
    list.AddRectFilled({corner.x - ui.px(3), where.corner.y}, {corner.x + size.x + ui.px(3), corner.y + line},
                       plot::with_alpha(ui.theme.plot.background | IM_COL32_A_MASK, 0.8f), ui.px(2));
    plot::draw_text(list, corner, ui.theme.muted, range, pencil);
    return;
  }
  plot::draw_text(list, {left, bottom + ui.px(1)}, ui.theme.muted, low, pencil);
  plot::draw_text(list, {right - plot::text_size(high, pencil).x, bottom + ui.px(1)}, ui.theme.muted, high, pencil);
}

std::string description(const ui::Ui& ui, const Distribution& d) {
  std::string text =
      fmt::format(fmt::runtime(ui.tr("mean {} · standard deviation {}\nfrom {} to {}\n{} numbers, {} of them "
                                     "outside what is shown, {} to {}")),
                  short_number(d.mean), short_number(d.deviation), short_number(d.min), short_number(d.max), d.count,
                  short_percent(d.outside), short_number(d.low), short_number(d.high));
  if (d.not_finite > 0)
    text += "\n" + fmt::format(fmt::runtime(ui.tr("{} are infinite or not a number")), d.not_finite);
  return text;
}

std::string short_number(double value) {
  return std::isnan(value) ? "–" : fmt::format("{:.3g}", value == 0 ? 0 : value);
}

std::string short_percent(double share) {
  if (std::isnan(share)) return "–";
  const double percent = 100 * share;
  return percent == 0 || percent >= 10 ? fmt::format("{:.0f} %", percent) : fmt::format("{:.1f} %", percent);
}

}  // namespace saddle::app
