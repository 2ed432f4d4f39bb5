#include "core/pooling.h"
#include "nn/layer_type.h"

// y[c, i, j] = the largest x[c] in a window; the gradient goes to the first place of that value (the book, 7.3)
namespace saddle::layers {
namespace {

struct MaxPool2dOptions {
  int kernel = 2, stride = 2, padding = 0;
  static auto fields() {
    return std::tuple{
        field("kernel", &MaxPool2dOptions::kernel, {.min = 1, .max = 63}, "Height and width of the window, in pixels."),
        field("stride", &MaxPool2dOptions::stride, {.min = 1, .max = 63}, "Pixels from one window to the next."),
        field("padding", &MaxPool2dOptions::padding, {.min = 0, .max = 31},
              "Pixels added on each side, at most half the window."),
    };
  }
};

PoolGeometry geometry(const MaxPool2dOptions& options, const Shape& in) {
  return {.channels = static_cast<int>(in[0]),
          .height = static_cast<int>(in[1]),
          .width = static_cast<int>(in[2]),
          .kernel_h = options.kernel,
          .kernel_w = options.kernel,
          .stride_h = options.stride,
          .stride_w = options.stride,
          .padding_h = options.padding,
          .padding_w = options.padding};
}

template <class Real>
class MaxPool2d final : public Layer<Real> {
 public:
  using Options = MaxPool2dOptions;

  MaxPool2d(const Options& options, std::span<const Shape> in) : geometry_(geometry(options, in[0])) {}

  static Signature infer(const Options& options, std::span<const Shape> in) {
    if (in[0].rank() != 3) {
      throw Error("", "pooling needs an image (C, H, W), but gets {}; move it before the flatten or dense layers",
                  in[0].text());
    }
    const PoolGeometry g = geometry(options, in[0]);
    if (2 * g.padding_h > g.kernel_h) {
      throw Error("padding", "{} is more than half the window of {}; use at most {}", g.padding_h, g.kernel_h,
                  g.kernel_h / 2);
    }
    if (g.kernel_h > g.height + 2 * g.padding_h || g.kernel_w > g.width + 2 * g.padding_w) {
      throw Error("kernel",
                  "a {} x {} window does not fit an image of {} x {}; use a smaller kernel or remove a pooling layer",
                  g.kernel_h, g.kernel_w, g.height, g.width);
    }
    return {.output = {g.channels, g.out_height(), g.out_width()}};
  }

  void forward(const Pass&, Inputs<Real> in, View<Real> out) override {
    max_pool_forward(geometry_, static_cast<int>(out.samples()), in[0].data, out.data);
  }

  void backward(const Pass&, Inputs<Real> in, View<const Real> out, View<const Real> dout,
                InputGrads<Real> din) override {
    if (din[0])
      max_pool_backward(geometry_, static_cast<int>(dout.samples()), in[0].data, out.data, dout.data, din[0].data);
  }

 private:
  PoolGeometry geometry_;
};

}  // namespace

LayerType max_pool2d() {
  return layer_type<MaxPool2d>(
      {.name = "max_pool2d",
       .title = "Max pooling",
       .help = "Keeps the largest value of each window: smaller, and less particular about the place.",
       .formula = "y = max over the window of x",
       .source = "Deep Learning from Scratch, 7.3",
       .torch = "nn.MaxPool2d({kernel}, {stride}, {padding})"});
}

}  // namespace saddle::layers
