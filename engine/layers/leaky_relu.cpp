#include "core/each_number.h"
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
    each_number(out.size(), [x = in[0].data, y = out.data, slope = slope_](int64_t i) {
      const Real low = slope * x[i];
      y[i] = x[i] > Real(0) ? x[i] : low;
    });
  }

  void backward(const Pass&, Inputs<Real> in, View<const Real>, View<const Real> dout, InputGrads<Real> din) override {
    if (!din[0]) return;
    each_number(dout.size(), [x = in[0].data, dy = dout.data, dx = din[0].data, slope = slope_](int64_t i) {
      const Real high = dy[i], low = slope * high;
      dx[i] = x[i] > Real(0) ? high : low;
    });
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
