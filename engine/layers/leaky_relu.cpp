#include "nn/layer_interfaces.h"
#include "nn/layer_row.h"

// y = x where x > 0, otherwise slope * x (Maas, Hannun and Ng, 2013)
namespace saddle::layers {
namespace {

struct LeakyReluOptions {
  double slope = 0.01;
  static auto fields() {
    return std::tuple{
        field("slope", &LeakyReluOptions::slope, {.min = 0, .max = 1}, "What is left of a negative input.")};
  }
};

template <class Real>
class LeakyRelu final : public Layer<Real>, public BackwardInPlace {
 public:
  using Options = LeakyReluOptions;

  LeakyRelu(const Options& options, std::span<const Shape>) : slope_(static_cast<Real>(options.slope)) {}

  static Signature infer(const Options&, std::span<const Shape> in) { return {.output = in[0]}; }

  void forward(const Pass&, Inputs<Real> in, View<Real> out) override {
    const auto x = in[0].array();
    out.array() = (x > 0).select(x, slope_ * x);
  }

  void backward(const Pass&, Inputs<Real> in, View<const Real>, View<const Real> dout, InputGrads<Real> din) override {
    if (din[0]) din[0].array() = (in[0].array() > 0).select(dout.array(), slope_ * dout.array());
  }

 private:
  Real slope_;
};

Operations leaky_relu_operations(const LeakyReluOptions& options, std::span<const Shape>) {
  return {{"LeakyRelu", {operand::Input{}}, {{"alpha", options.slope}}}};
}

}  // namespace

LayerType leaky_relu() {
  LayerType type = layer_type<LeakyRelu>({.name = "leaky_relu",
                                          .title = "Leaky ReLU",
                                          .help = "ReLU that never goes quite silent.",
                                          .formula = "y = x if x > 0, else slope * x",
                                          .source = "Maas, Hannun and Ng, 2013"},
                                         leaky_relu_operations);
  type.traits = {.family = LayerTraits::Family::activation};
  return type;
}

}  // namespace saddle::layers
