#include "plot/colormap.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "plot/rgb.h"
#include "plot/style.h"

namespace saddle::plot {
namespace {

// Nine evenly spaced samples of viridis and magma (Smith & van der Walt, 2015) and of RdBu (Brewer), blue first.
constexpr std::array viridis{rgb(0x440154), rgb(0x472d7b), rgb(0x3b528b), rgb(0x2c728e), rgb(0x21918c),
                             rgb(0x28ae80), rgb(0x5ec962), rgb(0xaddc30), rgb(0xfde725)};
constexpr std::array magma{rgb(0x000004), rgb(0x1d1147), rgb(0x51127c), rgb(0x832681), rgb(0xb73779),
                           rgb(0xe75263), rgb(0xfc8961), rgb(0xfec488), rgb(0xfcfdbf)};
constexpr std::array diverging{rgb(0x0b3c78), rgb(0x2166ac), rgb(0x5a9fce), rgb(0xaed3e8), rgb(0xf7f7f7),
                               rgb(0xf7c1a3), rgb(0xde765c), rgb(0xb2182b), rgb(0x7a0a1f)};
constexpr std::array diverging_dark{rgb(0x9fd0ff), rgb(0x62a9ee), rgb(0x3579bd), rgb(0x234a73), rgb(0x1d2026),
                                    rgb(0x6e3325), rgb(0xb6512f), rgb(0xea8350), rgb(0xffc79c)};
constexpr std::array depth{rgb(0xa9c4e4), rgb(0xc3d7ee), rgb(0xdce8f5), rgb(0xf0f5fa), rgb(0xffffff)};
constexpr std::array depth_dark{rgb(0x0b1524), rgb(0x14233a), rgb(0x1f324d), rgb(0x2d4360), rgb(0x3f5673)};
constexpr std::array gray{rgb(0x000000), rgb(0xffffff)};

std::span<const ImU32> points_of(Colormap map) {
  switch (map) {
    case Colormap::viridis:
      return viridis;
    case Colormap::magma:
      return magma;
    case Colormap::diverging:
      return diverging;
    case Colormap::diverging_dark:
      return diverging_dark;
    case Colormap::gray:
      return gray;
    case Colormap::depth:
      return depth;
    case Colormap::depth_dark:
      return depth_dark;
  }
  return gray;
}

}  // namespace

ImU32 sample(Colormap map, double t) {
  if (std::isnan(t)) return 0;
  const std::span<const ImU32> points = points_of(map);
  const double at = std::clamp(t, 0.0, 1.0) * static_cast<double>(points.size() - 1);
  const auto left = std::min(static_cast<size_t>(at), points.size() - 2);
  return mix(points[left], points[left + 1], static_cast<float>(at - static_cast<double>(left)));
}

Range symmetric(const Range& range) {
  if (range.empty()) return {-1, 1};
  const double size = std::max(std::abs(range.min), std::abs(range.max));
  return size > 0 ? Range{-size, size} : Range{-1, 1};
}

}  // namespace saddle::plot
