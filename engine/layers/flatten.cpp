#include "core/transpose.h"
#include "nn/layer_row.h"

// An image (C, H, W) as one vector in that order, as PyTorch and the book have it; in memory it lies (H, W, C).
namespace saddle::layers {
namespace {

struct FlattenOptions {
  static auto fields() { return std::tuple{}; }
};

template <class Real>
class Flatten final : public Layer<Real> {
 public:
  using Options = FlattenOptions;

  Flatten(const Options&, std::span<const Shape> in)
      : channels_(in[0].rank() == 3 ? in[0][0] : 1), pixels_(in[0].size() / channels_) {}

  static Signature infer(const Options&, std::span<const Shape> in) { return {.output = {in[0].size()}}; }

  void forward(const Pass&, Inputs<Real> in, View<Real> out) override {
    for (int64_t n = 0; n < out.samples(); ++n) {
      const int64_t at = n * channels_ * pixels_;
      transpose(pixels_, channels_, in[0].data + at, channels_, out.data + at, pixels_);
    }
  }

  void backward(const Pass&, Inputs<Real>, View<const Real>, View<const Real> dout, InputGrads<Real> din) override {
    if (!din[0]) return;
    for (int64_t n = 0; n < dout.samples(); ++n) {
      const int64_t at = n * channels_ * pixels_;
      transpose(channels_, pixels_, dout.data + at, pixels_, din[0].data + at, channels_);
    }
  }

 private:
  int64_t channels_, pixels_;
};

}  // namespace

LayerType flatten() {
  LayerType type =
      layer_type<Flatten>({.name = "flatten",
                           .title = "Flatten",
                           .help = "Lays an image out as one long vector. (A dense layer does so by itself.)",
                           .formula = "(C, H, W) -> C * H * W"},
                          always("Flatten"));
  type.traits = {.family = LayerTraits::Family::resizing};
  return type;
}

}  // namespace saddle::layers
