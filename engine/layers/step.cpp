#include "nn/layer_row.h"

// y = 1 where x > 0, otherwise 0 (the book, 3.2.2)
namespace saddle::layers {
namespace {

struct StepOptions {
  static auto fields() { return std::tuple{}; }
};

template <class Real>
class Step final : public Layer<Real> {
 public:
  using Options = StepOptions;
  Step(const Options&, std::span<const Shape>) {}
  static Signature infer(const Options&, std::span<const Shape> in) { return {.output = in[0]}; }

  void forward(const Pass&, Inputs<Real> in, View<Real> out) override {
    out.array() = (in[0].array() > Real(0)).template cast<Real>();
  }
  void backward(const Pass&, Inputs<Real>, View<const Real>, View<const Real>, InputGrads<Real> din) override {
    if (din[0]) din[0].array().setZero();
  }
};

Operations step_operations(const StepOptions&, std::span<const Shape>) {
  constexpr int64_t to_float = 1;  // TensorProto.FLOAT
  return {{"Greater", {operand::Input{}, operand::Constant{{}, {0}}}},
          {"Cast", {operand::Result{0}}, {{"to", to_float}}}};
}

}  // namespace

LayerType step() {
  LayerType type =
      layer_type<Step>({.name = "step",
                        .title = "Step",
                        .help = "Fires or does not, as the first perceptrons did; cannot be trained through.",
                        .formula = "y = 1 if x > 0, else 0",
                        .source = "Deep Learning from Scratch, 3.2.2"},
                       step_operations);
  type.traits = {.family = LayerTraits::Family::activation};
  type.no_gradient =
      "the step function is flat on both sides, so its slope is 0 and nothing before it can learn; use sigmoid or relu";
  return type;
}

}  // namespace saddle::layers
