// A layer of one's own, softplus: y = log(1 + exp(x)). In the engine this is the file engine/layers/softplus.cpp: the
// build finds it, and menu, editor, file format and gradient check follow from its row. Here backward() is held against
// central differences.
#include <cmath>
#include <cstdio>

#include "nn/layer_row.h"

namespace saddle::layers {
namespace {

struct SoftplusOptions {
  double sharpness = 1;
  static auto fields() {
    return std::tuple{field("sharpness", &SoftplusOptions::sharpness, {.min = 0.1, .max = 10}, "How close to ReLU.")};
  }
};

template <class Real>
class Softplus final : public Layer<Real> {
 public:
  using Options = SoftplusOptions;

  Softplus(const Options& options, std::span<const Shape>) : beta_(static_cast<Real>(options.sharpness)) {}

  static Signature infer(const Options&, std::span<const Shape> in) { return {.output = in[0]}; }

  void forward(const Pass&, Inputs<Real> in, View<Real> out) override {
    out.array() = (beta_ * in[0].array()).exp().log1p() / beta_;
  }

  // dy/dx = 1 / (1 + exp(-beta x)). Assigns; an input whose view is empty wants no gradient.
  void backward(const Pass&, Inputs<Real> in, View<const Real>, View<const Real> dout, InputGrads<Real> din) override {
    if (din[0]) din[0].array() = dout.array() / (Real(1) + (-beta_ * in[0].array()).exp());
  }

 private:
  Real beta_;
};

}  // namespace

LayerType softplus() {
  return layer_type<Softplus>({.name = "softplus",
                               .title = "Softplus",
                               .help = "ReLU without the corner.",
                               .formula = "y = log(1 + exp(sharpness * x)) / sharpness",
                               .source = "Dugas et al., 2001"});
}

}  // namespace saddle::layers

int main() {
  using namespace saddle;
  const Shape shape{3};
  const auto layer = layers::softplus().make<double>({{"sharpness", 2.0}}, {&shape, 1});
  Tensor<double> x(in_memory(shape, 1)), y(x.shape()), ones(x.shape()), dx(x.shape());
  for (int i = 0; i < 3; ++i) x[i] = i - 1.3;
  for (int i = 0; i < 3; ++i) ones[i] = 1;
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
    const double h = 1e-4, before = x[i];
    x[i] = before + h;
    const double above = sum();
    x[i] = before - h;
    const double below = sum();
    x[i] = before;
    const double numerical = (above - below) / (2 * h);
    std::printf("dy/dx at %5.2f: %.8f, by differences %.8f\n", x[i], dx[i], numerical);
    right = right && std::abs(dx[i] - numerical) < 1e-7;
  }
  return right ? 0 : 1;
}
