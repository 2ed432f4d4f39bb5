#include "layers/shared/pool_window.h"

namespace saddle::layers {
namespace {

void check_at_most_half(const char* key, int padding, int kernel) {
  if (2 * padding > kernel)
    throw Error(key, "{} is more than half the window of {}; use at most {}", padding, kernel, kernel / 2);
}

}  // namespace

PoolGeometry PoolWindow::over(const Shape& image) const {
  return {.channels = static_cast<int>(image[0]),
          .height = static_cast<int>(image[1]),
          .width = static_cast<int>(image[2]),
          .kernel_h = kernel,
          .kernel_w = side(kernel_width, kernel, "kernel_width"),
          .stride_h = stride,
          .stride_w = side(stride_width, stride, "stride_width"),
          .padding_h = padding,
          .padding_w = side(padding_width, padding, "padding_width")};
}

Signature PoolWindow::infer(std::span<const Shape> in) const {
  const PoolGeometry g = over(image_to_pool(in));
  check_at_most_half("padding", g.padding_h, g.kernel_h);
  check_at_most_half("padding_width", g.padding_w, g.kernel_w);
  if (g.kernel_h > g.height + 2 * g.padding_h || g.kernel_w > g.width + 2 * g.padding_w) {
    throw Error("kernel",
                "a {} × {} window does not fit an image of {} × {}; use a smaller kernel or remove a pooling layer",
                g.kernel_h, g.kernel_w, g.height, g.width);
  }
  return {.output = {g.channels, g.out_height(), g.out_width()}, .window = window_of(g)};
}

const Shape& image_to_pool(std::span<const Shape> in) {
  if (in[0].rank() != 3) {
    throw Error("", "pooling needs an image (C, H, W), but gets {}; move it before the flatten or dense layers",
                in[0].text());
  }
  return in[0];
}

}  // namespace saddle::layers
