#include <algorithm>

#include "core/kernels/table.h"
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
  static constexpr bool shares_among_outputs = true;

  Softmax(const Options&, std::span<const Shape> in) : classes_(in[0][0]) {}
  static Signature infer(const Options&, std::span<const Shape> in) { return {.output = in[0]}; }

  void forward(const Pass&, Inputs<Real> in, View<Real> out) override {
    for (int64_t row = 0; row < out.size(); row += classes_) {
      const Real* const x = in[0].data + row;
      const Real largest = *std::max_element(x, x + classes_);
      for (int64_t k = 0; k < classes_; ++k) out.data[row + k] = x[k] - largest;
    }
    kernels<Real>().exp(out.size(), out.data, out.data);
    for (int64_t row = 0; row < out.size(); row += classes_) {
      Real* const y = out.data + row;
      Real sum = 0;
      for (int64_t k = 0; k < classes_; ++k) sum += y[k];
      for (int64_t k = 0; k < classes_; ++k) y[k] /= sum;
    }
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
