#include "layers/shared/pool_window.h"

// y[c, i, j] = the largest x[c] in a window; the gradient goes to the first place of that value (the book, 7.3)
namespace saddle::layers {
namespace {

template <class Real>
class MaxPool2d final : public Layer<Real> {
 public:
  using Options = PoolWindow;

  MaxPool2d(const Options& options, std::span<const Shape> in) : geometry_(options.over(in[0])) {}

  static Signature infer(const Options& options, std::span<const Shape> in) { return options.infer(in); }

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

Operations max_pool2d_operations(const PoolWindow& window, std::span<const Shape> in) {
  return {{"MaxPool", {operand::Input{}}, window_attributes(window.over(in[0]))}};
}

}  // namespace

LayerType max_pool2d() {
  LayerType type = layer_type<MaxPool2d>(
      {.name = "max_pool2d",
       .title = "Max pooling",
       .help = "Keeps the largest value of each window: smaller, and less particular about the place.",
       .formula = "y = max over the window of x",
       .source = "Deep Learning from Scratch, 7.3"},
      max_pool2d_operations);
  type.traits = {.family = LayerTraits::Family::resizing};
  return type;
}

}  // namespace saddle::layers
