#include "plot/probability_bars.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include <fmt/format.h>

#include "plot/bar.h"
#include "plot/text.h"

namespace saddle::plot {
namespace {

constexpr float time_constant = 0.08f, name_gap = 10, value_gap = 10, highest_row = 34;

}  // namespace

int probability_bars(Context& context, std::string_view label, std::span<const std::string> names,
                     const Values& probabilities, const ProbabilityBarsOptions& options) {
  assert(options.shown.empty() || static_cast<int64_t>(options.shown.size()) == probabilities.size());
  const Style& style = context.style;
  const ImVec2 origin = ImGui::GetCursorScreenPos();
  const ImVec2 available = ImGui::GetContentRegionAvail();
  const auto count = static_cast<int>(probabilities.size());
  const float text_height = ImGui::GetFontSize();
  const float room = options.size.y > 0 ? options.size.y : available.y + options.size.y;
  const float row = std::floor(std::clamp(room / static_cast<float>(std::max(count, 1)), text_height * 1.15f,
                                          std::max(style.px(highest_row), text_height * 1.6f)));
  const ImVec2 size{std::max(1.0f, options.size.x > 0 ? options.size.x : available.x + options.size.x),
                    std::max(1.0f, row * static_cast<float>(count))};
  ImGui::PushID(label.data(), label.data() + label.size());
  ImGui::InvisibleButton("bars", size);
  ImGui::PopID();
  const float pace = 1 - std::exp(-options.seconds / time_constant);
  int highest = -1;
  for (int i = 0; i < count; ++i) {
    const double p = probabilities[i];
    if (highest < 0 ? !std::isnan(p) : p > probabilities[highest]) highest = i;
    if (options.shown.empty()) continue;
    float& value = options.shown[static_cast<size_t>(i)];
    const auto goal = std::isnan(p) ? 0.0f : static_cast<float>(p);
    value += (goal - value) * pace;
  }
  if (!ImGui::IsItemVisible()) return -1;

  ImDrawList& list = *ImGui::GetWindowDrawList();
  const Pencil words, numbers{.writing = Writing::numbers};
  const float value_width = text_size("100.0%", numbers).x;
  float name_width = 0;
  for (const std::string& name : names) name_width = std::max(name_width, text_size(name, words).x);
  name_width = std::min(name_width, size.x * 0.4f);
  const float left = std::round(origin.x + name_width + style.px(name_gap));
  const float right = std::round(origin.x + size.x - value_width - style.px(value_gap));
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  int hovered = -1;
  for (int i = 0; i < count; ++i) {
    const float top = origin.y + row * static_cast<float>(i), bottom = top + row;
    const bool pointed_at = ImGui::IsItemHovered() && mouse.y >= top && mouse.y < bottom;
    if (pointed_at) hovered = i;
    const double p = probabilities[i];
    const auto shown = options.shown.empty() ? static_cast<float>(p) : options.shown[static_cast<size_t>(i)];
    const bool wins = i == highest;
    const ImU32 ink = wins || pointed_at ? style.text : style.muted;
    const float text_y = top + (row - text_height) / 2;
    if (static_cast<size_t>(i) < names.size()) {
      const std::string name = shortened(names[static_cast<size_t>(i)], name_width, words);
      draw_text(list, {left - style.px(name_gap) - text_size(name, words).x, text_y}, ink, name, words);
    }
    const float inset = std::max(style.px(2), row * 0.16f);
    const float y0 = std::round(top + inset), y1 = std::round(bottom - inset);
    const float rounding = std::min(style.px(3), (y1 - y0) / 3);
    const ImU32 fill = wins ? style.accent : mix(style.background, style.accent, 0.5f);
    draw_bar(list, {{left, y0}, {right, y1}}, std::clamp(shown, 0.0f, 1.0f), fill,
             {.track = style.grid, .rounding = rounding});
    if (i == options.target) {
      list.AddRect({left - 1, y0 - 1}, {right + 1, y1 + 1}, style.series(2), rounding, 0,
                   std::max(1.5f, style.px(1.5f)));
    }
    const std::string text = std::isnan(p) ? "NaN" : fmt::format("{:.1f}%", 100 * p);
    draw_text(list, {origin.x + size.x - text_size(text, numbers).x, text_y}, ink, text, numbers);
  }
  return hovered;
}

}  // namespace saddle::plot
