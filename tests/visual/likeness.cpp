#include "visual/likeness.h"

#include <algorithm>
#include <cassert>

namespace saddle::visual {
namespace {

// Whether the pixel of `one` at this place is nothing that `other` has there or beside it.
bool stands_out(const PixelImage& one, const PixelImage& other, int x, int y) {
  const auto at = [](const PixelImage& image, int column, int row, int channel) {
    return int{image.pixels[static_cast<size_t>((row * image.width + column) * 3 + channel)]};
  };
  for (int channel = 0; channel < 3; ++channel) {
    int low = 255, high = 0;
    for (int row = std::max(0, y - 1); row <= std::min(other.height - 1, y + 1); ++row) {
      for (int column = std::max(0, x - 1); column <= std::min(other.width - 1, x + 1); ++column) {
        low = std::min(low, at(other, column, row, channel));
        high = std::max(high, at(other, column, row, channel));
      }
    }
    const int value = at(one, x, y, channel);
    if (value < low - forgiven || value > high + forgiven) return true;
  }
  return false;
}

}  // namespace

Likeness compare(const PixelImage& picture, const PixelImage& expected) {
  assert(picture.channels == 3 && expected.channels == 3);
  Likeness found{.marked = picture};
  if (picture.width != expected.width || picture.height != expected.height) {
    found.different = int64_t{picture.width} * picture.height;
    return found;
  }
  for (int y = 0; y < picture.height; ++y) {
    for (int x = 0; x < picture.width; ++x) {
      uint8_t* pixel = &found.marked.pixels[static_cast<size_t>((y * picture.width + x) * 3)];
      for (int channel = 0; channel < 3; ++channel) pixel[channel] = static_cast<uint8_t>(96 + pixel[channel] / 4);
      if (!stands_out(picture, expected, x, y) && !stands_out(expected, picture, x, y)) continue;
      ++found.different;
      pixel[0] = 255, pixel[1] = 0, pixel[2] = 0;
    }
  }
  return found;
}

}  // namespace saddle::visual
