#include <cmath>

#include "nn/layer_row.h"

// y_k = exp(x_k) / sum_j exp(x_j), over the features, or over the channels of each pixel (the book, 3.5.1)
namespace saddle::layers {
namespace {

struct SoftmaxOptions {
  static auto fields() { return std::tuple{}; }
};

template <class Real>
class Softmax final : public Layer<Real> {
 public:
  using Options = SoftmaxOptions;
  Softmax(const Options&, std::span<const Shape> in) : classes_(in[0][0]) {}
  static Signature infer(const Options&, std::span<const Shape> in) { return {.output = in[0]}; }

  void forward(const Pass&, Inputs<Real> in, View<Real> out) override {
    const auto x = rows(in[0]);
    auto y = rows(out);
    y = (x.colwise() - x.rowwise().maxCoeff().eval()).array().exp();
    y.array().colwise() /= y.rowwise().sum().array().eval();
  }

  // dx_k = y_k * (dy_k - sum_j dy_j y_j)
  void backward(const Pass&, Inputs<Real>, View<const Real> out, View<const Real> dout, InputGrads<Real> din) override {
    if (!din[0]) return;
    for (int64_t row = 0; row < out.size(); row += classes_) {
      const Real *y = out.data + row, *dy = dout.data + row;
      Real sum = 0;
      for (int64_t k = 0; k < classes_; ++k) sum += dy[k] * y[k];
      for (int64_t k = 0; k < classes_; ++k) din[0].data[row + k] = y[k] * (dy[k] - sum);
    }
  }

 private:
  template <class T>
  Eigen::Map<MatrixOf<T>> rows(View<T> view) const {
    return {view.data, view.size() / classes_, classes_};
  }
  int64_t classes_;
};

}  // namespace

LayerType softmax() {
  LayerType type = layer_type<Softmax>(
      {.name = "softmax",
       .title = "Softmax",
       .help = "Makes scores probabilities. The softmax cross entropy does that by itself: no need for it before that.",
       .formula = "y_k = exp(x_k) / sum_j exp(x_j)",
       .source = "Deep Learning from Scratch, 3.5.1"},
      always("Softmax", {{"axis", 1}}));
  type.traits = {.family = LayerTraits::Family::activation, .softmax = true};
  return type;
}

}  // namespace saddle::layers
