#include "layers/shared/pool_window.h"

// y[c, i, j] = the mean of x[c] over a window, in which padding counts as zeros (LeCun et al., 1998: LeNet-5's
// subsampling without its weights)
namespace saddle::layers {
namespace {

template <class Real>
class AvgPool2d final : public Layer<Real> {
 public:
  using Options = PoolWindow;

  AvgPool2d(const Options& options, std::span<const Shape> in) : geometry_(options.over(in[0])) {}

  static Signature infer(const Options& options, std::span<const Shape> in) { return options.infer(in); }

  void forward(const Pass&, Inputs<Real> in, View<Real> out) override {
    average_pool_forward(geometry_, static_cast<int>(out.samples()), in[0].data, out.data);
  }

  void backward(const Pass&, Inputs<Real>, View<const Real>, View<const Real> dout, InputGrads<Real> din) override {
    if (din[0]) average_pool_backward(geometry_, static_cast<int>(dout.samples()), dout.data, din[0].data);
  }

 private:
  PoolGeometry geometry_;
};

Operations avg_pool2d_operations(const PoolWindow& window, std::span<const Shape> in) {
  Operation pool{"AveragePool", {operand::Input{}}, window_attributes(window.over(in[0]))};
  pool.attributes["count_include_pad"] = 1;
  return {pool};
}

}  // namespace

LayerType avg_pool2d() {
  LayerType type = layer_type<AvgPool2d>({.name = "avg_pool2d",
                                          .title = "Average pooling",
                                          .help = "The mean of each window: smaller, and smoother.",
                                          .formula = "y = mean over the window of x",
                                          .source = "LeCun, Bottou, Bengio and Haffner, 1998, II.B"},
                                         avg_pool2d_operations);
  type.traits = {.family = LayerTraits::Family::resizing};
  return type;
}

}  // namespace saddle::layers
