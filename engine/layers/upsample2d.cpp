#include <cmath>

#include "nn/layer_row.h"

// An image `factor` times as high and wide: nearest repeats pixels, bilinear blends the four around (the pixels'
// middles keep their places). FCN brings its coarse map of classes back to the picture's size with it (Long, Shelhamer
// and Darrell, 2015, 3.3).
namespace saddle::layers {
namespace {

struct Upsample2dOptions {
  int factor = 2;
  std::string mode = "bilinear";
  static auto fields() {
    return std::tuple{
        field("factor", &Upsample2dOptions::factor, {.min = 1, .max = 64}, "How many times as high and wide."),
        field("mode", &Upsample2dOptions::mode, {.choices = {"bilinear", "nearest"}},
              "nearest: repeats pixels. bilinear: blends between them."),
    };
  }
};

// One output row or column: its two sources and the share of the second.
struct Blend {
  int64_t first = 0, second = 0;
  double share = 0;
};

std::vector<Blend> blends(int64_t size, int factor, bool bilinear) {
  std::vector<Blend> all;
  for (int64_t i = 0; i < size * factor; ++i) {
    if (!bilinear) {
      all.push_back({i / factor, i / factor, 0});
      continue;
    }
    const double at = std::max(0.0, (static_cast<double>(i) + 0.5) / factor - 0.5);
    const int64_t first = static_cast<int64_t>(at);
    all.push_back({first, std::min(first + 1, size - 1), at - static_cast<double>(first)});
  }
  return all;
}

template <class Real>
class Upsample2d final : public Layer<Real> {
 public:
  using Options = Upsample2dOptions;
  Upsample2d(const Options& options, std::span<const Shape> in)
      : channels_(in[0][0]),
        width_(in[0][2]),
        in_size_(in[0].size()),
        rows_(blends(in[0][1], options.factor, options.mode == "bilinear")),
        columns_(blends(in[0][2], options.factor, options.mode == "bilinear")) {}

  static Signature infer(const Options& options, std::span<const Shape> in) {
    if (in[0].rank() != 3) throw Error("", "needs an image (C, H, W), but gets {}", in[0].text());
    const double step = 1.0 / options.factor;
    const Window::Side side =
        options.mode == "bilinear" ? Window::Side{2, step, 0.5 - step / 2} : Window::Side{1, step, 0};
    return {.output = {in[0][0], in[0][1] * options.factor, in[0][2] * options.factor}, .window = Window{side, side}};
  }

  void forward(const Pass&, Inputs<Real> in, View<Real> out) override {
    each_source(out, [&](int64_t to, int64_t from, Real share, bool first) {
      for (int64_t c = 0; c < channels_; ++c) {
        Real& y = out.data[to + c];
        y = (first ? Real(0) : y) + share * in[0].data[from + c];
      }
    });
  }

  void backward(const Pass&, Inputs<Real>, View<const Real>, View<const Real> dout, InputGrads<Real> din) override {
    if (!din[0]) return;
    din[0].array().setZero();
    each_source(dout, [&](int64_t to, int64_t from, Real share, bool) {
      for (int64_t c = 0; c < channels_; ++c) din[0].data[from + c] += share * dout.data[to + c];
    });
  }

 private:
  // Calls body(offset of an output pixel, offset of a source, its share, is it the first) for the four sources of each.
  template <class Body>
  void each_source(View<const Real> out, const Body& body) const {
    int64_t to = 0;
    for (int64_t n = 0; n < out.samples(); ++n) {
      for (const Blend& row : rows_) {
        for (const Blend& column : columns_) {
          const auto pixel = [&](int64_t y, int64_t x) { return n * in_size_ + (y * width_ + x) * channels_; };
          const Real v = static_cast<Real>(row.share), u = static_cast<Real>(column.share);
          body(to, pixel(row.first, column.first), (1 - v) * (1 - u), true);
          body(to, pixel(row.first, column.second), (1 - v) * u, false);
          body(to, pixel(row.second, column.first), v * (1 - u), false);
          body(to, pixel(row.second, column.second), v * u, false);
          to += channels_;
        }
      }
    }
  }

  int64_t channels_, width_, in_size_;
  std::vector<Blend> rows_, columns_;
};

Operations upsample2d_operations(const Upsample2dOptions& options, std::span<const Shape>) {
  const float factor = static_cast<float>(options.factor);
  Operation resize{"Resize", {operand::Input{}, operand::Absent{}, operand::Constant{{4}, {1, 1, factor, factor}}}};
  if (options.mode == "bilinear") {
    resize.attributes = {{"mode", "linear"}, {"coordinate_transformation_mode", "half_pixel"}};
  } else {
    resize.attributes = {
        {"mode", "nearest"}, {"coordinate_transformation_mode", "asymmetric"}, {"nearest_mode", "floor"}};
  }
  return {resize};
}

}  // namespace

LayerType upsample2d() {
  LayerType type = layer_type<Upsample2d>(
      {.name = "upsample2d",
       .title = "Upsampling",
       .help = "Makes the image larger by a whole factor: from a coarse map of classes back to the picture's size.",
       .formula = "y[i] = blend of the x around (i + 1/2) / factor - 1/2",
       .source = "Long, Shelhamer and Darrell, 2015, 3.3"},
      upsample2d_operations);
  type.traits = {.family = LayerTraits::Family::resizing};
  return type;
}

}  // namespace saddle::layers
