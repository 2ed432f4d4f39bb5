#include "core/each_number.h"
#include "core/kernels/table.h"
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

  void forward(const Pass&, Inputs<Real> in, View<Real> out) override {
    kernels<Real>().tanh(out.size(), in[0].data, out.data);
  }

  void backward(const Pass&, Inputs<Real>, View<const Real> out, View<const Real> dout, InputGrads<Real> din) override {
    if (!din[0]) return;
    each_number(out.size(), [y = out.data, dy = dout.data, dx = din[0].data](int64_t i) {
      dx[i] = dy[i] * (Real(1) - y[i] * y[i]);
    });
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
