#include "layers/shared/pool_window.h"

// y[c] = the mean of x[c] over the whole image (Lin, Chen and Yan, 2014, 3.2)
namespace saddle::layers {
namespace {

struct GlobalAvgPoolOptions {
  static auto fields() { return std::tuple{}; }
};

template <class Real>
class GlobalAvgPool final : public Layer<Real> {
 public:
  using Options = GlobalAvgPoolOptions;

  GlobalAvgPool(const Options&, std::span<const Shape> in) : channels_(in[0][0]), pixels_(in[0][1] * in[0][2]) {}

  static Signature infer(const Options&, std::span<const Shape> in) { return {.output = {image_to_pool(in)[0]}}; }

  void forward(const Pass&, Inputs<Real> in, View<Real> out) override {
    for (int64_t n = 0; n < out.samples(); ++n) mean(out, n) = image(in[0], n).colwise().mean();
  }

  void backward(const Pass&, Inputs<Real>, View<const Real>, View<const Real> dout, InputGrads<Real> din) override {
    if (!din[0]) return;
    const Real share = Real(1) / static_cast<Real>(pixels_);
    for (int64_t n = 0; n < dout.samples(); ++n) image(din[0], n).rowwise() = share * mean(dout, n);
  }

 private:
  // (H W, C) of one sample, and its means.
  template <class T>
  Eigen::Map<MatrixOf<T>> image(View<T> all, int64_t n) const {
    return {all.data + n * pixels_ * channels_, pixels_, channels_};
  }
  template <class T>
  auto mean(View<T> all, int64_t n) const {
    return all.matrix().row(n);
  }

  int64_t channels_, pixels_;
};

Operations global_avg_pool_operations(const GlobalAvgPoolOptions&, std::span<const Shape>) {
  return {{"GlobalAveragePool"}, {"Flatten", {operand::Result{0}}}};
}

}  // namespace

LayerType global_avg_pool() {
  LayerType type =
      layer_type<GlobalAvgPool>({.name = "global_avg_pool",
                                 .title = "Global average pooling",
                                 .help = "One number for each feature map: its mean. Takes the place of Flatten.",
                                 .formula = "y = mean over the image of x",
                                 .source = "Lin, Chen and Yan, 2014, 3.2"},
                                global_avg_pool_operations);
  type.traits = {.family = LayerTraits::Family::resizing};
  return type;
}

}  // namespace saddle::layers
