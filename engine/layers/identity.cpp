#include "nn/layer_row.h"

// y = x (the book, 3.4.3: the output of a regression)
namespace saddle::layers {
namespace {

struct IdentityOptions {
  static auto fields() { return std::tuple{}; }
};

template <class Real>
class Identity final : public Layer<Real> {
 public:
  using Options = IdentityOptions;

  Identity(const Options&, std::span<const Shape>) {}

  static Signature infer(const Options&, std::span<const Shape> in) { return {.output = in[0]}; }

  void forward(const Pass&, Inputs<Real> in, View<Real> out) override { out.array() = in[0].array(); }

  void backward(const Pass&, Inputs<Real>, View<const Real>, View<const Real> dout, InputGrads<Real> din) override {
    if (din[0]) din[0].array() = dout.array();
  }
};

}  // namespace

LayerType identity() {
  return layer_type<Identity>(
      {.name = "identity",
       .title = "Identity",
       .help = "Lets everything through as it is: a net without an activation, to compare with.",
       .formula = "y = x",
       .source = "Deep Learning from Scratch, 3.4.3"},
      always("Identity"));
}

}  // namespace saddle::layers
