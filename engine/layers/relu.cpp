#include "core/each_number.h"
#include "nn/layer_interfaces.h"
#include "nn/layer_row.h"

// y = x where x > 0, otherwise 0 (the book, 5.5.1); the gradient at 0 is 0
namespace saddle::layers {
namespace {

struct ReluOptions {
  static auto fields() { return std::tuple{}; }
};

template <class Real>
class Relu final : public Layer<Real>, public BackwardInPlace, public ActsAsEpilogue {
 public:
  using Options = ReluOptions;

  Relu(const Options&, std::span<const Shape>) {}

  static Signature infer(const Options&, std::span<const Shape> in) { return {.output = in[0]}; }

  Epilogue epilogue() const override { return Epilogue::relu; }

  void forward(const Pass&, Inputs<Real> in, View<Real> out) override {
    // In this order what is not a number stays so.
    each_number(out.size(), [x = in[0].data, y = out.data](int64_t i) { y[i] = Real(0) > x[i] ? Real(0) : x[i]; });
  }

  void backward(const Pass&, Inputs<Real>, View<const Real> out, View<const Real> dout, InputGrads<Real> din) override {
    if (!din[0]) return;
    each_number(out.size(), [y = out.data, dy = dout.data, dx = din[0].data](int64_t i) {
      const Real slope = dy[i];
      dx[i] = y[i] > Real(0) ? slope : Real(0);
    });
  }
};

}  // namespace

LayerType relu() {
  LayerType type = layer_type<Relu>({.name = "relu",
                                     .title = "ReLU",
                                     .help = "Lets what is positive through, and nothing else.",
                                     .formula = "y = max(0, x)",
                                     .source = "Deep Learning from Scratch, 5.5.1"},
                                    always("Relu"));
  type.traits = {.family = LayerTraits::Family::activation, .rectifies = true};
  return type;
}

}  // namespace saddle::layers
