#include <algorithm>

#include "core/kernels/table.h"
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
    const Real share = Real(1) / static_cast<Real>(pixels_);
    for (int64_t n = 0; n < out.samples(); ++n) {
      Real* const means = out.data + n * channels_;
      kernels<Real>().sum_columns(pixels_, channels_, in[0].data + n * pixels_ * channels_, means);
      for (int64_t c = 0; c < channels_; ++c) means[c] *= share;
    }
  }

  void backward(const Pass&, Inputs<Real>, View<const Real>, View<const Real> dout, InputGrads<Real> din) override {
    if (!din[0]) return;
    const Real share = Real(1) / static_cast<Real>(pixels_);
    for (int64_t n = 0; n < dout.samples(); ++n) {
      const Real* const slopes = dout.data + n * channels_;
      Real* const image = din[0].data + n * pixels_ * channels_;
      for (int64_t c = 0; c < channels_; ++c) image[c] = share * slopes[c];
      for (int64_t p = 1; p < pixels_; ++p) std::copy_n(image, channels_, image + p * channels_);
    }
  }

 private:
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
