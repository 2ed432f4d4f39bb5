#pragma once

#include <span>
#include <string>
#include <tuple>

#include "core/pooling.h"
#include "layers/shared/side.h"
#include "nn/layer_row.h"

namespace saddle::layers {

// How a window moves over an image: the options of all pooling layers.
struct PoolWindow {
  int kernel = 2, stride = 2, padding = 0;
  Value kernel_width = std::string("same"), stride_width = std::string("same"), padding_width = std::string("same");
  static auto fields() {
    return std::tuple{
        field("kernel", &PoolWindow::kernel, {.min = 1, .max = 63}, "Height and width of the window, in pixels."),
        field("stride", &PoolWindow::stride, {.min = 1, .max = 63}, "Pixels from one window to the next."),
        field("padding", &PoolWindow::padding, {.min = 0, .max = 31},
              "Pixels added on each side, at most half the window."),
        field("kernel_width", &PoolWindow::kernel_width, side_limits(1, 63),
              "Width of a window that is not square; kernel is the height then."),
        field("stride_width", &PoolWindow::stride_width, side_limits(1, 63), "The stride to the right, if another."),
        field("padding_width", &PoolWindow::padding_width, side_limits(0, 31),
              "The padding left and right, if another."),
    };
  }

  PoolGeometry over(const Shape& image) const;
  // The output's shape. Throws Error where the input is no image, or the window does not fit it.
  Signature infer(std::span<const Shape> in) const;
};

// (C, H, W), or an Error that says that pooling needs one.
const Shape& image_to_pool(std::span<const Shape> in);

}  // namespace saddle::layers
