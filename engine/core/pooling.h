#pragma once

#include <cstdint>

namespace saddle {

// A window that moves over one image of (height, width, channels). Sizes, strides and padding count pixels; padding is
// on both sides. The result is (out_height, out_width, channels).
struct PoolGeometry {
  int channels = 1, height = 1, width = 1, kernel_h = 2, kernel_w = 2, stride_h = 2, stride_w = 2, padding_h = 0,
      padding_w = 0;
  int out_height() const { return (height + 2 * padding_h - kernel_h) / stride_h + 1; }
  int out_width() const { return (width + 2 * padding_w - kernel_w) / stride_w + 1; }
};

// Over images (N, H, W, C). Padding is never the largest; it is at most half the window, so that no window is all
// padding.
template <class Real>
void max_pool_forward(const PoolGeometry& geometry, int samples, const Real* in, Real* out);

// Assigns din: each output's gradient goes to the first place, row by row, that holds the window's largest value.
template <class Real>
void max_pool_backward(const PoolGeometry& geometry, int samples, const Real* in, const Real* out, const Real* dout,
                       Real* din);

// The mean over each window, in which padding counts as zeros.
template <class Real>
void average_pool_forward(const PoolGeometry& geometry, int samples, const Real* in, Real* out);

// Assigns din: each output's gradient goes to all places of its window, in equal shares.
template <class Real>
void average_pool_backward(const PoolGeometry& geometry, int samples, const Real* dout, Real* din);

}  // namespace saddle
