#include "core/each_number.h"
#include "core/kernels/table.h"
#include "nn/layer_interfaces.h"
#include "nn/layer_row.h"

// y = 1 / (1 + exp(-x)), dy/dx = y (1 - y) (the book, 5.5.2)
namespace saddle::layers {
namespace {

struct SigmoidOptions {
  static auto fields() { return std::tuple{}; }
};

template <class Real>
class Sigmoid final : public Layer<Real>, public BackwardInPlace {
 public:
  using Options = SigmoidOptions;

  Sigmoid(const Options&, std::span<const Shape>) {}

  static Signature infer(const Options&, std::span<const Shape> in) { return {.output = in[0]}; }

  void forward(const Pass&, Inputs<Real> in, View<Real> out) override {
    kernels<Real>().sigmoid(out.size(), in[0].data, out.data);
  }

  void backward(const Pass&, Inputs<Real>, View<const Real> out, View<const Real> dout, InputGrads<Real> din) override {
    if (!din[0]) return;
    each_number(out.size(), [y = out.data, dy = dout.data, dx = din[0].data](int64_t i) {
      dx[i] = dy[i] * y[i] * (Real(1) - y[i]);
    });
  }
};

}  // namespace

LayerType sigmoid() {
  LayerType type =
      layer_type<Sigmoid>({.name = "sigmoid",
                           .title = "Sigmoid",
                           .help = "Squeezes any number into (0, 1); flat, and deaf to the gradient, far from 0.",
                           .formula = "y = 1 / (1 + exp(-x))",
                           .source = "Deep Learning from Scratch, 5.5.2"},
                          always("Sigmoid"));
  type.traits = {.family = LayerTraits::Family::activation};
  type.saturates = {.low = 0, .high = 1};
  return type;
}

}  // namespace saddle::layers
