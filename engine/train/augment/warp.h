#pragma once

#include <cmath>
#include <vector>

namespace saddle::augmentation {

// A displacement of every pixel of a picture, in pixels, row by row.
struct Displacement {
  std::vector<float> x, y;
};

// A linear map about the middle of a picture, then a shift: (x, y) -> (xx x + xy y + dx, yx x + yy y + dy), y
// downwards.
struct Affine {
  double xx = 1, xy = 0, yx = 0, yy = 1, dx = 0, dy = 0;

  static Affine scaling(double horizontal, double vertical) { return {.xx = horizontal, .yy = vertical}; }
  // Moves what is one above the middle by `slant` to the right.
  static Affine shearing(double slant) { return {.xy = -slant}; }
  // Clockwise, by radians.
  static Affine rotation(double angle) {
    return {.xx = std::cos(angle), .xy = -std::sin(angle), .yx = std::sin(angle), .yy = std::cos(angle)};
  }
  // This, and then another linear map; the shift of either is not taken along.
  Affine then(const Affine& next) const {
    return {.xx = next.xx * xx + next.xy * yx,
            .xy = next.xx * xy + next.xy * yy,
            .yx = next.yx * xx + next.yy * yx,
            .yy = next.yx * xy + next.yy * yy};
  }
};

// Moves a picture (height, width, channels) by an invertible map; each pixel of the result then shows what lay
// `displacement` away from where it would have come from, if there is one. Bilinear; 0 comes in from outside.
// Whole-pixel shifts are exact. `in` and `out` must not overlap.
void warp(const Affine& affine, const Displacement* displacement, int channels, int height, int width, const float* in,
          float* out);

}  // namespace saddle::augmentation
