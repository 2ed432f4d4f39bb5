// A layer of your own, softplus: y = log(1 + exp(x)). In the engine it is the file engine/layers/softplus.cpp: the
// build finds it, and menu, editor, file format and gradient check follow from its row. Here backward() is compared
// with central differences.
#include <cmath>
#include <cstdio>

#include "nn/layer_row.h"

namespace saddle::layers {
namespace {

struct SoftplusOptions {
  static auto fields() { return std::tuple{}; }
};

template <class Real>
class Softplus final : public Layer<Real> {
 public:
  using Options = SoftplusOptions;

  Softplus(const Options&, std::span<const Shape>) {}

  static Signature infer(const Options&, std::span<const Shape> in) { return {.output = in[0]}; }

  void forward(const Pass&, Inputs<Real> in, View<Real> out) override { out.array() = in[0].array().exp().log1p(); }

  // dy/dx = 1 / (1 + exp(-x)). Assigns, never adds; an input whose view is empty needs no gradient.
  void backward(const Pass&, Inputs<Real> in, View<const Real>, View<const Real> dout, InputGrads<Real> din) override {
    if (din[0]) din[0].array() = dout.array() / (Real(1) + (-in[0].array()).exp());
  }
};

}  // namespace

LayerType softplus() {
  LayerType type = layer_type<Softplus>({.name = "softplus",
                                         .title = "Softplus",
                                         .help = "ReLU without the corner.",
                                         .formula = "y = log(1 + exp(x))",
                                         .source = "Dugas et al., 2001"},
                                        always("Softplus"));  // its name in ONNX, for exporters
  type.traits = {.family = LayerTraits::Family::activation};
  return type;
}

}  // namespace saddle::layers

int main() {
  using namespace saddle;
  const Shape shape{3};
  const auto layer = layers::softplus().factory.make<double>({}, {&shape, 1});
  Tensor<double> x(in_memory(shape, 1)), y(x.shape()), ones(x.shape()), dx(x.shape());
  for (int i = 0; i < 3; ++i) x[i] = i - 1.3, ones[i] = 1;
  const View<const double> in[] = {x.view()};
  const View<double> din[] = {dx.view()};
  const auto sum = [&] {
    layer->forward({}, in, y.view());
    return y.view().array().sum();
  };

  sum();
  layer->backward({}, in, y.view(), ones.view(), din);
  bool right = true;
  for (int i = 0; i < 3; ++i) {
    const double h = 1e-4, at = x[i];
    x[i] = at + h;
    const double above = sum();
    x[i] = at - h;
    const double numerical = (above - sum()) / (2 * h);
    x[i] = at;
    std::printf("dy/dx at %5.2f: %.8f, by differences %.8f\n", at, dx[i], numerical);
    right = right && std::abs(dx[i] - numerical) < 1e-7;
  }
  return right ? 0 : 1;
}
