#include "nn/layer_interfaces.h"
#include "nn/layer_row.h"

// y = tanh(x), dy/dx = 1 - y^2
namespace saddle::layers {
namespace {

struct TanhOptions {
  static auto fields() { return std::tuple{}; }
};

template <class Real>
class Tanh final : public Layer<Real>, public BackwardInPlace {
 public:
  using Options = TanhOptions;

  Tanh(const Options&, std::span<const Shape>) {}

  static Signature infer(const Options&, std::span<const Shape> in) { return {.output = in[0]}; }

  void forward(const Pass&, Inputs<Real> in, View<Real> out) override { out.array() = in[0].array().tanh(); }

  void backward(const Pass&, Inputs<Real>, View<const Real> out, View<const Real> dout, InputGrads<Real> din) override {
    if (din[0]) din[0].array() = dout.array() * (Real(1) - out.array().square());
  }
};

}  // namespace

LayerType tanh() {
  LayerType type = layer_type<Tanh>({.name = "tanh",
                                     .title = "Tanh",
                                     .help = "Squeezes any number into (-1, 1), with 0 in the middle.",
                                     .formula = "y = tanh(x)",
                                     .source = "LeCun, Bottou, Orr and Müller, 1998, 4.4"},
                                    always("Tanh"));
  type.traits = {.family = LayerTraits::Family::activation};
  type.saturates = {.low = -1, .high = 1};
  return type;
}

}  // namespace saddle::layers
