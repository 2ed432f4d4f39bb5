#pragma once

#include <span>
#include <tuple>

#include "core/pooling.h"
#include "nn/layer_type.h"

namespace saddle::layers {

// How a window moves over an image: the options of all pooling layers.
struct PoolWindow {
  int kernel = 2, stride = 2, padding = 0;
  static auto fields() {
    return std::tuple{
        field("kernel", &PoolWindow::kernel, {.min = 1, .max = 63}, "Height and width of the window, in pixels."),
        field("stride", &PoolWindow::stride, {.min = 1, .max = 63}, "Pixels from one window to the next."),
        field("padding", &PoolWindow::padding, {.min = 0, .max = 31},
              "Pixels added on each side, at most half the window."),
    };
  }

  PoolGeometry over(const Shape& image) const;
  // The output's shape. Throws Error where the input is no image, or the window does not fit it.
  Signature infer(std::span<const Shape> in) const;
};

// (C, H, W), or an Error that says that pooling needs one.
const Shape& image_to_pool(std::span<const Shape> in);

}  // namespace saddle::layers
