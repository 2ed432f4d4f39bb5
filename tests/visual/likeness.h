#pragma once

#include <cstdint>

#include "saddle/picture.h"

namespace saddle::visual {

// How two pictures differ to an eye that forgives what another machine does.
//
// A pixel of one picture differs if, in some channel, it lies more than `forgiven` outside the range of the 3 x 3
// pixels around the same place in the other, or the other way round. That forgives what comes of rounding: an edge that
// falls on the other side of a pixel's middle, another release of FreeType that shades the rim of a letter otherwise.
// It does not forgive a line that has moved by two pixels, another color, another digit.
struct Likeness {
  int64_t different = 0;   // pixels
  PixelImage marked = {};  // the picture, pale, with the pixels that differ in red
};
constexpr int forgiven = 24;  // of 255

// Both RGB. Pictures of two sizes differ in every pixel.
Likeness compare(const PixelImage& picture, const PixelImage& expected);

}  // namespace saddle::visual
