#include "plot/style.h"

#include <algorithm>
#include <cmath>

#include "plot/rgb.h"

namespace saddle::plot {
namespace {

int channel(ImU32 color, int shift) { return static_cast<int>((color >> shift) & 255); }

}  // namespace

Style dark() {
  Style style;
  style.background = rgb(0x16181d);
  style.grid = rgb(0x2a2e36);
  style.minor_grid = rgb(0x1f2229);
  style.axis = rgb(0x596170);
  style.text = rgb(0xe6e9ee);
  style.muted = rgb(0x98a1b0);
  style.popup = rgb(0x22262e, 242);
  style.popup_border = rgb(0x3a404b);
  style.accent = rgb(0x67a2fa);
  style.palette = {rgb(0x67a2fa), rgb(0xf4a800), rgb(0x1ccb79), rgb(0xe2603c),
                   rgb(0xc975bb), rgb(0x676de9), rgb(0xf5e960), rgb(0x8ca191)};
  return style;
}

Style light() {
  Style style;
  style.background = rgb(0xffffff);
  style.grid = rgb(0xe6e8ec);
  style.minor_grid = rgb(0xf2f3f5);
  style.axis = rgb(0x8b93a0);
  style.text = rgb(0x1d2229);
  style.muted = rgb(0x5c6573);
  style.popup = rgb(0xffffff, 245);
  style.popup_border = rgb(0xcdd2da);
  style.accent = rgb(0x005cb0);
  style.palette = {rgb(0x005cb0), rgb(0xd07a10), rgb(0x129a60), rgb(0xb22a20),
                   rgb(0x9e527a), rgb(0x38aee8), rgb(0xb8a800), rgb(0x252b33)};
  return style;
}

Marker series_marker(int index) {
  constexpr std::array order{Marker::circle,  Marker::square, Marker::triangle,
                             Marker::diamond, Marker::cross,  Marker::plus};
  // Shifted after as many as eight colors and six markers pair by counting on; so all of their pairs are used.
  const auto i = static_cast<size_t>(index);
  return order[(i + i / 24) % order.size()];
}

ImU32 mix(ImU32 a, ImU32 b, float t) {
  t = std::clamp(t, 0.0f, 1.0f);
  ImU32 mixture = 0;
  for (const int shift : {IM_COL32_R_SHIFT, IM_COL32_G_SHIFT, IM_COL32_B_SHIFT, IM_COL32_A_SHIFT}) {
    const auto from = static_cast<float>(channel(a, shift));
    const auto to = static_cast<float>(channel(b, shift));
    mixture |= static_cast<ImU32>(std::lround(from + (to - from) * t)) << shift;
  }
  return mixture;
}

ImU32 with_alpha(ImU32 color, float alpha) {
  const auto value = static_cast<float>(channel(color, IM_COL32_A_SHIFT)) * std::clamp(alpha, 0.0f, 1.0f);
  return (color & ~IM_COL32_A_MASK) | (static_cast<ImU32>(std::lround(value)) << IM_COL32_A_SHIFT);
}

ImU32 contrasting(ImU32 color) {
  const int luma = 299 * channel(color, IM_COL32_R_SHIFT) + 587 * channel(color, IM_COL32_G_SHIFT) +
                   114 * channel(color, IM_COL32_B_SHIFT);
  return luma > 140000 ? rgb(0x101216) : rgb(0xffffff);
}

}  // namespace saddle::plot
