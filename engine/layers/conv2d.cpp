#include <algorithm>

#include "core/convolution.h"
#include "core/each_number.h"
#include "layers/shared/side.h"
#include "layers/shared/start_options.h"
#include "nn/layer_interfaces.h"
#include "nn/layer_row.h"

// y[f, i, j] = b[f] + sum over c, u, v of W[f, c, u, v] * x[c, i * stride + u - padding, j * stride + v - padding]
namespace saddle::layers {
namespace {

struct Conv2dOptions : StartOptions {
  int filters = 16, kernel = 3, stride = 1, padding = 0;
  Value kernel_width = std::string("same"), stride_width = std::string("same"), padding_width = std::string("same");
  static auto fields() {
    const auto window = std::tuple{
        field("filters", &Conv2dOptions::filters, {.min = 1, .max = 4096, .logarithmic = true},
              "How many feature maps come out."),
        field("kernel", &Conv2dOptions::kernel, {.min = 1, .max = 63}, "Height and width of a filter, in pixels."),
        field("stride", &Conv2dOptions::stride, {.min = 1, .max = 63},
              "Pixels from one position of the filter to the next."),
        field("padding", &Conv2dOptions::padding, {.min = 0, .max = 63},
              "Zeros added on each side of the input, in pixels."),
    };
    const auto widths = std::tuple{
        field("kernel_width", &Conv2dOptions::kernel_width, side_limits(1, 63),
              "Width of a filter where it is not square; kernel is the height then."),
        field("stride_width", &Conv2dOptions::stride_width, side_limits(1, 63), "The stride to the right, if another."),
        field("padding_width", &Conv2dOptions::padding_width, side_limits(0, 63),
              "The padding left and right, if another."),
    };
    return std::tuple_cat(window, StartOptions::fields<Conv2dOptions>(), widths);
  }
};

ConvGeometry geometry(const Conv2dOptions& options, const Shape& in) {
  return {.channels = static_cast<int>(in[0]),
          .height = static_cast<int>(in[1]),
          .width = static_cast<int>(in[2]),
          .filters = options.filters,
          .kernel_h = options.kernel,
          .kernel_w = side(options.kernel_width, options.kernel, "kernel_width"),
          .stride_h = options.stride,
          .stride_w = side(options.stride_width, options.stride, "stride_width"),
          .padding_h = options.padding,
          .padding_w = side(options.padding_width, options.padding, "padding_width")};
}

void check_padding(const char* key, int padding, int kernel) {
  if (padding >= kernel)
    throw Error(key, "{} is as wide as the filter of {}; use at most {}", padding, kernel, kernel - 1);
}

template <class Real>
class Conv2d final : public Layer<Real>,
                     public SummedGradient<Real>,
                     public ParallelRefresh,
                     public TakesEpilogue,
                     public FoldsAffine {
 public:
  using Options = Conv2dOptions;

  Conv2d(const Options& options, std::span<const Shape> in)
      : bias_(options.bias), convolution_(geometry(options, in[0])) {}

  static Signature infer(const Options& options, std::span<const Shape> in) {
    if (in[0].rank() != 3) {
      throw Error("", "a convolution needs an image (C, H, W), but gets {}; move it before the flatten or dense layers",
                  in[0].text());
    }
    const ConvGeometry g = geometry(options, in[0]);
    if (g.kernel_h > g.height + 2 * g.padding_h || g.kernel_w > g.width + 2 * g.padding_w) {
      throw Error("kernel", "a {} × {} filter does not fit an image of {} × {}; use a smaller kernel or more padding",
                  g.kernel_h, g.kernel_w, g.height, g.width);
    }
    check_padding("padding", g.padding_h, g.kernel_h);
    check_padding("padding_width", g.padding_w, g.kernel_w);
    const int taps = g.kernel_h * g.kernel_w;
    const int fan_in = g.channels * taps, fan_out = g.filters * taps;
    options.check(int64_t{fan_in} * g.filters, g.filters);
    Signature signature{.output = {g.filters, g.out_height(), g.out_width()},
                        .macs = int64_t{fan_in} * g.filters * g.out_height() * g.out_width()};
    signature.window = window_of(g);
    signature.params.push_back(
        {"weight", Role::weight, {g.filters, g.channels, g.kernel_h, g.kernel_w}, fan_in, fan_out});
    if (options.bias) signature.params.push_back({"bias", Role::bias, {g.filters}, fan_in, fan_out});
    return signature;
  }

  void reserve_sums(int parts) override {
    if (static_cast<int>(partial_.size()) == parts) return;
    partial_.clear();
    for (int part = 0; part < parts; ++part) {
      partial_.push_back({Tensor<Real>(Shape{convolution_.weight_sums()}),
                          bias_ ? Tensor<Real>(this->params()[1].spec.shape) : Tensor<Real>()});
    }
    sum_ = {partial_[0].weight.view()};
    if (bias_) sum_.push_back(partial_[0].bias.view());
  }

  void refresh(Use use) override { convolution_.pack(this->params()[0].value.data(), use == Use::training); }
  int refresh_parts() const override { return convolution_.pack_portions(); }
  void refresh_part(Use use, int part) override {
    convolution_.pack(this->params()[0].value.data(), use == Use::training, {part, refresh_parts()});
  }

  void forward(const Pass& pass, Inputs<Real> in, View<Real> out) override {
    convolution_.forward(static_cast<int>(out.samples()), in[0].data, bias_ ? this->params()[1].value.data() : nullptr,
                         pass.epilogue, out.data);
  }

  void backward(const Pass&, Inputs<Real>, View<const Real>, View<const Real> dout, InputGrads<Real> din) override {
    if (din[0]) convolution_.backward_input(static_cast<int>(dout.samples()), dout.data, din[0].data);
  }

  void add_gradient(Inputs<Real> in, View<const Real> dout, int part, bool first) override {
    Partial& partial = partial_[static_cast<size_t>(part)];
    convolution_.backward_weights(static_cast<int>(dout.samples()), in[0].data, dout.data, !first,
                                  partial.weight.data(), bias_ ? partial.bias.data() : nullptr);
  }

  int sum_portions() const override {
    return static_cast<int>((convolution_.weight_sums() + added_together - 1) / added_together);
  }
  void add_parts(int first, int end, Portion portion) override {
    const int64_t size = partial_[0].weight.size(), last = portion.end(size);
    for (int64_t at = portion.begin(size); at < last; at += added_together) {
      for (int i = first; i < end; ++i) {
        each_number(std::min(added_together, last - at),
                    [sum = partial_[0].weight.data() + at,
                     part = partial_[static_cast<size_t>(i)].weight.data() + at](int64_t k) { sum[k] += part[k]; });
      }
    }
    for (int i = first; bias_ && portion.number == 0 && i < end; ++i)
      partial_[0].bias.view().array() += partial_[static_cast<size_t>(i)].bias.view().array();
  }

  std::span<const View<Real>> sum() override { return sum_; }

  int finish_portions() const override { return convolution_.unpack_portions(); }
  void finish_gradient(Portion portion) override {
    convolution_.unpack(partial_[0].weight.data(), this->params()[0].grad.data(), portion);
    if (bias_ && portion.number == 0) this->params()[1].grad.view().array() = partial_[0].bias.view().array();
  }

 private:
  // So few numbers of all parts at a time that their sum stays in the first-level cache.
  static constexpr int64_t added_together = 4096;

  struct Partial {
    Tensor<Real> weight, bias;  // the gradient's share of a run of samples
  };

  bool bias_;
  Convolution<Real> convolution_;
  std::vector<Partial> partial_;
  std::vector<View<Real>> sum_;  // of part 0
};

Operations conv2d_operations(const Conv2dOptions& options, std::span<const Shape> in) {
  Operation conv{
      "Conv", {operand::Input{}, operand::Parameter{"weight", "OIHW"}}, window_attributes(geometry(options, in[0]))};
  if (options.bias) conv.operands.push_back(operand::Parameter{"bias", "O"});
  return {conv};
}

}  // namespace

LayerType conv2d() {
  LayerType type =
      layer_type<Conv2d>({.name = "conv2d",
                          .title = "Convolution",
                          .help = "Slides small filters over the image; each yields a map of where its pattern occurs.",
                          .formula = "y = W * x + b",
                          .source = "Deep Learning from Scratch, 7.2"},
                         conv2d_operations);
  type.traits = {.family = LayerTraits::Family::convolution, .outputs = "filters"};
  return type;
}

}  // namespace saddle::layers
