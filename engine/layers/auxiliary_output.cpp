#include "nn/layer_row.h"

// A second place where the loss is asked, half-way up: its gradient reaches the first layers without passing the last
// ones. The loss there counts `weight` times; at inference it is left out (Szegedy et al., 2015, 5).
namespace saddle::layers {
namespace {

struct AuxiliaryOutputOptions {
  double weight = 0.3;
  static auto fields() {
    return std::tuple{field("weight", &AuxiliaryOutputOptions::weight, {.min = 0, .max = 100},
                            "What the loss at this output counts, beside the loss at the end.")};
  }
};

template <class Real>
class AuxiliaryOutput final : public Layer<Real> {
 public:
  using Options = AuxiliaryOutputOptions;
  AuxiliaryOutput(const Options&, std::span<const Shape>) {}
  static Signature infer(const Options&, std::span<const Shape> in) { return {.output = in[0]}; }

  void forward(const Pass&, Inputs<Real> in, View<Real> out) override { out.array() = in[0].array(); }
  void backward(const Pass&, Inputs<Real>, View<const Real>, View<const Real> dout, InputGrads<Real> din) override {
    if (din[0]) din[0].array() = dout.array();
  }
};

}  // namespace

LayerType auxiliary_output() {
  LayerType type = layer_type<AuxiliaryOutput>(
      {.name = "auxiliary_output",
       .title = "Auxiliary output",
       .help = "A second output for training alone: the loss is asked here too, so that early layers learn sooner.",
       .formula = "L = L_end + weight * L_here",
       .source = "Szegedy et al., 2015, 5"},
      always("Identity"));
  type.traits = {.family = LayerTraits::Family::auxiliary};
  return type;
}

}  // namespace saddle::layers
