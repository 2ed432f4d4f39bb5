#include <cmath>

#include "core/each_number.h"
#include "core/rng.h"
#include "nn/layer_interfaces.h"
#include "nn/layer_row.h"

// In training y = m * x / (1 - ratio), where each m is 0 with the probability `ratio`, otherwise 1; at inference y = x
// (Srivastava et al., 2014, in its inverted form). The book's form (6.4.3): y = m * x, and at inference (1 - ratio) *
// x.
namespace saddle::layers {
namespace {

struct DropoutOptions {
  double ratio = 0.5;
  bool inverted = true;
  static auto fields() {
    return std::tuple{
        field("ratio", &DropoutOptions::ratio, {.min = 0, .max = 0.99}, "Share of the units that are silenced."),
        field("inverted", &DropoutOptions::inverted, {},
              "Scales up in training what is left. Off: the book's form, which scales down at inference."),
    };
  }
};

template <class Real>
class Dropout final : public Layer<Real>, public BackwardInPlace {
 public:
  using Options = DropoutOptions;

  Dropout(const Options& options, std::span<const Shape>)
      : threshold_(static_cast<uint64_t>(std::ldexp(options.ratio, 32))),
        kept_in_training_(options.inverted ? static_cast<Real>(1 / (1 - options.ratio)) : Real(1)),
        at_inference_(options.inverted ? Real(1) : static_cast<Real>(1 - options.ratio)) {}

  static Signature infer(const Options&, std::span<const Shape> in) { return {.output = in[0]}; }

  void forward(const Pass& pass, Inputs<Real> in, View<Real> out) override { apply(pass, in[0], out); }

  void backward(const Pass& pass, Inputs<Real>, View<const Real>, View<const Real> dout,
                InputGrads<Real> din) override {
    if (din[0]) apply(pass, dout, din[0]);
  }

 private:
  // Backward draws the same numbers again, which is cheaper than to remember them.
  void apply(const Pass& pass, View<const Real> from, View<Real> to) const {
    if (!pass.training) {
      each_number(to.size(), [x = from.data, y = to.data, factor = at_inference_](int64_t i) { y[i] = factor * x[i]; });
      return;
    }
    const int64_t width = from.width();
    for (int64_t n = 0; n < from.samples(); ++n) {
      Rng rng(key(pass.seed, static_cast<uint64_t>(pass.first_sample + n)));
      const Real* const x = from.data + n * width;
      Real* const y = to.data + n * width;
      for (int64_t i = 0; i < width; ++i) y[i] = (rng.bits() >> 32) < threshold_ ? Real(0) : kept_in_training_ * x[i];
    }
  }

  uint64_t threshold_;  // of 2^32
  Real kept_in_training_, at_inference_;
};

Operations dropout_operations(const DropoutOptions& options, std::span<const Shape>) {
  const auto number = [](double value) { return operand::Constant{{}, {static_cast<float>(value)}}; };
  if (options.inverted) return {{"Dropout", {operand::Input{}, number(options.ratio)}}};
  return {{"Mul", {operand::Input{}, number(1 - options.ratio)}}};
}

}  // namespace

LayerType dropout() {
  LayerType type =
      layer_type<Dropout>({.name = "dropout",
                           .title = "Dropout",
                           .help = "Silences units at random while it trains, so that none can rely on another.",
                           .formula = "y = m * x / (1 - ratio),  m = 0 or 1",
                           .source = "Srivastava et al., 2014; Deep Learning from Scratch, 6.4.3"},
                          dropout_operations);
  type.traits = {.family = LayerTraits::Family::normalization};
  return type;
}

}  // namespace saddle::layers
