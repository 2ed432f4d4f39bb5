#include <algorithm>
#include <cassert>
#include <cmath>

#include "datasets/shared/resize.h"
#include "saddle/canvas.h"

namespace saddle {
namespace {

// Larger pictures are averaged first: they show no more of a digit, and take long to process.
constexpr int longest_side = 1024;

}  // namespace

Picture from_grey(int width, int height, const uint8_t* grey) {
  assert(width > 0 && height > 0);
  if (std::max(width, height) > longest_side) {
    const double scale = static_cast<double>(longest_side) / std::max(width, height);
    const auto shrunken = [scale](int length) { return std::max(1, static_cast<int>(std::lround(scale * length))); };
    const PixelImage whole{width, height, 1, {grey, grey + int64_t{width} * height}};
    const PixelImage smaller = resize(whole, shrunken(height), shrunken(width), Fit::stretch);
    return from_grey(smaller.width, smaller.height, smaller.pixels.data());
  }
  const int count = width * height;
  std::vector<uint8_t> border;
  for (int column = 0; column < width; ++column) {
    border.push_back(grey[column]);
    border.push_back(grey[(height - 1) * width + column]);
  }
  for (int row = 0; row < height; ++row) {
    border.push_back(grey[row * width]);
    border.push_back(grey[row * width + width - 1]);
  }
  // Returns the value that `rank` others do not exceed.
  const auto ranked = [](std::vector<uint8_t>& values, size_t rank) {
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(rank), values.end());
    return static_cast<float>(values[rank]);
  };
  const float paper = ranked(border, border.size() / 2);
  // A few outlying pixels do not determine the contrast.
  const size_t speck = std::min(count / 1000, 16);
  std::vector<uint8_t> all(grey, grey + count);
  const float darkest = ranked(all, speck), brightest = ranked(all, all.size() - 1 - speck);
  const float sign = paper - darkest >= brightest - paper ? -1.0f : 1.0f;
  const float contrast = std::max(paper - darkest, brightest - paper);
  for (uint8_t& value : border) {
    value = static_cast<uint8_t>(std::max(0.0f, sign * (static_cast<float>(value) - paper)));
  }
  const float uneven = std::min(ranked(border, border.size() * 9 / 10), contrast / 2);
  // A contrast below a tenth of the range is uneven paper, not ink, and is not stretched.
  const float range = std::max(contrast - uneven, 25.0f);
  Picture picture{width, height, std::vector<float>(count)};
  for (int i = 0; i < count; ++i) {
    picture.ink[i] = std::clamp((sign * (static_cast<float>(grey[i]) - paper) - uneven) / range, 0.0f, 1.0f);
  }
  return picture;
}

}  // namespace saddle
