#include "train/augment/warp.h"

#include <algorithm>
#include <cassert>

namespace saddle::augmentation {

void warp(const Affine& affine, const Displacement* displacement, int channels, int height, int width, const float* in,
          float* out) {
  const double determinant = affine.xx * affine.yy - affine.xy * affine.yx;
  assert(determinant != 0);
  // The way back: from a point of the result to where it came from.
  const float xx = static_cast<float>(affine.yy / determinant), xy = static_cast<float>(-affine.xy / determinant);
  const float yx = static_cast<float>(-affine.yx / determinant), yy = static_cast<float>(affine.xx / determinant);
  const float middle_x = static_cast<float>(width - 1) / 2, middle_y = static_cast<float>(height - 1) / 2;
  const float from_x = middle_x + static_cast<float>(affine.dx), from_y = middle_y + static_cast<float>(affine.dy);
  const float limit_x = static_cast<float>(width), limit_y = static_cast<float>(height);

  for (int row = 0; row < height; ++row) {
    const float v = static_cast<float>(row) - from_y;
    for (int column = 0; column < width; ++column, out += channels) {
      const float u = static_cast<float>(column) - from_x;
      float x = xx * u + xy * v + middle_x, y = yx * u + yy * v + middle_y;
      if (displacement) {
        x -= displacement->x[row * width + column];
        y -= displacement->y[row * width + column];
      }
      if (!(x > -1 && x < limit_x && y > -1 && y < limit_y)) {
        std::fill_n(out, channels, 0.0f);
        continue;
      }
      const int left = static_cast<int>(x + 1) - 1, top = static_cast<int>(y + 1) - 1;  // floor, as x > -1
      const float right_share = x - static_cast<float>(left), bottom_share = y - static_cast<float>(top);
      const float w00 = (1 - right_share) * (1 - bottom_share), w01 = right_share * (1 - bottom_share);
      const float w10 = (1 - right_share) * bottom_share, w11 = right_share * bottom_share;
      if (left >= 0 && top >= 0 && left + 1 < width && top + 1 < height) {
        const float* const corner = in + (top * width + left) * channels;
        const float* const below = corner + width * channels;
        for (int c = 0; c < channels; ++c) {
          out[c] = w00 * corner[c] + w01 * corner[c + channels] + w10 * below[c] + w11 * below[c + channels];
        }
        continue;
      }
      const auto at = [&](int i, int j, int c) {
        return i < 0 || i >= height || j < 0 || j >= width ? 0.0f : in[(i * width + j) * channels + c];
      };
      for (int c = 0; c < channels; ++c) {
        out[c] = w00 * at(top, left, c) + w01 * at(top, left + 1, c) + w10 * at(top + 1, left, c) +
                 w11 * at(top + 1, left + 1, c);
      }
    }
  }
}

}  // namespace saddle::augmentation
