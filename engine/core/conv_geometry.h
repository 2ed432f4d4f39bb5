#pragma once

namespace saddle {

// A convolution over one image. Sizes, strides and paddings count pixels; padding is on both sides and less than the
// kernel. Images lie in memory as (height, width, channels), the result as (out_height, out_width, filters), both
// without gaps.
struct ConvGeometry {
  int channels = 1, height = 1, width = 1;  // of the input
  int filters = 1, kernel_h = 1, kernel_w = 1;
  int stride_h = 1, stride_w = 1, padding_h = 0, padding_w = 0;
  int out_height() const { return (height + 2 * padding_h - kernel_h) / stride_h + 1; }
  int out_width() const { return (width + 2 * padding_w - kernel_w) / stride_w + 1; }
};

}  // namespace saddle
