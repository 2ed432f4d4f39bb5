#include <cmath>

#include "nn/layer_row.h"

// y_i = x_i / (k + alpha * sum of x_j^2)^beta over the `size` channels j around i (Krizhevsky, Sutskever and Hinton,
// 2012, 3.3)
namespace saddle::layers {
namespace {

struct LocalResponseNormOptions {
  int size = 5;
  double alpha = 1e-4, beta = 0.75, k = 2;
  static auto fields() {
    return std::tuple{
        field("size", &LocalResponseNormOptions::size, {.min = 1, .max = 255},
              "How many neighboring channels compete."),
        field("alpha", &LocalResponseNormOptions::alpha, {.min = 0, .max = 100, .logarithmic = true},
              "How much the neighbors' squares count."),
        field("beta", &LocalResponseNormOptions::beta, {.min = 0, .max = 10}, "The power of the divisor."),
        field("k", &LocalResponseNormOptions::k, {.min = 0.001, .max = 100}, "The divisor where all is 0."),
    };
  }
};

template <class Real>
class LocalResponseNorm final : public Layer<Real> {
 public:
  using Options = LocalResponseNormOptions;
  LocalResponseNorm(const Options& options, std::span<const Shape> in)
      : channels_(in[0][0]),
        before_((options.size) / 2),
        after_((options.size - 1) / 2),
        alpha_(static_cast<Real>(options.alpha)),
        beta_(static_cast<Real>(options.beta)),
        k_(static_cast<Real>(options.k)) {}

  static Signature infer(const Options& options, std::span<const Shape> in) {
    if (in[0].rank() != 3) throw Error("", "needs an image (C, H, W), but gets {}", in[0].text());
    return {.output = in[0], .macs = in[0].size() * options.size};
  }

  void forward(const Pass&, Inputs<Real> in, View<Real> out) override {
    each_pixel(out.size(), [&](int64_t at) {
      const Real* x = in[0].data + at;
      for (int64_t i = 0; i < channels_; ++i) out.data[at + i] = x[i] * std::pow(divisor(x, i), -beta_);
    });
  }

  // dx_j = dy_j d_j^-beta - 2 alpha beta x_j * sum over the i whose window holds j of dy_i x_i d_i^(-beta - 1)
  void backward(const Pass&, Inputs<Real> in, View<const Real>, View<const Real> dout, InputGrads<Real> din) override {
    if (!din[0]) return;
    each_pixel(dout.size(), [&](int64_t at) {
      const Real *x = in[0].data + at, *dy = dout.data + at;
      Real* dx = din[0].data + at;
      std::fill_n(dx, channels_, Real(0));
      for (int64_t i = 0; i < channels_; ++i) {
        const Real d = divisor(x, i), power = std::pow(d, -beta_);
        const Real share = 2 * alpha_ * beta_ * dy[i] * x[i] * power / d;
        for (int64_t j = first(i); j < last(i); ++j) dx[j] -= share * x[j];
        dx[i] += dy[i] * power;
      }
    });
  }

 private:
  int64_t first(int64_t i) const { return std::max<int64_t>(0, i - before_); }
  int64_t last(int64_t i) const { return std::min(channels_, i + after_ + 1); }
  Real divisor(const Real* x, int64_t i) const {
    Real squares = 0;
    for (int64_t j = first(i); j < last(i); ++j) squares += x[j] * x[j];
    return k_ + alpha_ * squares;
  }
  template <class Body>
  void each_pixel(int64_t size, const Body& body) const {
    for (int64_t at = 0; at < size; at += channels_) body(at);
  }

  int64_t channels_, before_, after_;
  Real alpha_, beta_, k_;
};

// ONNX divides alpha by the size, and of an even size it looks one channel further up where this layer looks one
// further down: such a one is spelled out, its sums as a 1 x 1 convolution of the squares.
Operations local_response_norm_operations(const LocalResponseNormOptions& options, std::span<const Shape> in) {
  if (options.size % 2 == 1) {
    return {{"LRN",
             {operand::Input{}},
             {{"size", options.size},
              {"alpha", options.alpha * options.size},
              {"beta", options.beta},
              {"bias", options.k}}}};
  }
  const int64_t channels = in[0][0], half = options.size / 2;
  operand::Constant band{{channels, channels, 1, 1}, {}}, k{{channels}, {}};
  for (int64_t i = 0; i < channels; ++i) {
    for (int64_t j = 0; j < channels; ++j)
      band.values.push_back(j >= i - half && j < i + half ? static_cast<float>(options.alpha) : 0);
    k.values.push_back(static_cast<float>(options.k));
  }
  return {{"Mul", {operand::Input{}, operand::Input{}}},
          {"Conv", {operand::Result{0}, band, k}},
          {"Pow", {operand::Result{1}, operand::Constant{{}, {static_cast<float>(-options.beta)}}}},
          {"Mul", {operand::Input{}, operand::Result{2}}}};
}

}  // namespace

LayerType local_response_norm() {
  LayerType type = layer_type<LocalResponseNorm>(
      {.name = "local_response_norm",
       .title = "Local response normalization",
       .help = "Channels that fire strongly hold their neighbors down; AlexNet had it before batch norm.",
       .formula = "y_i = x_i / (k + alpha * sum_j x_j^2)^beta",
       .source = "Krizhevsky, Sutskever and Hinton, 2012, 3.3"},
      local_response_norm_operations);
  type.traits = {.family = LayerTraits::Family::normalization};
  return type;
}

}  // namespace saddle::layers
