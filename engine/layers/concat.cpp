#include "nn/layer_row.h"

// The channels of all inputs, one after the other; of vectors, their features (Szegedy et al., 2015; Huang et al.,
// 2017)
namespace saddle::layers {
namespace {

struct ConcatOptions {
  static auto fields() { return std::tuple{}; }
};

template <class Real>
class Concat final : public Layer<Real> {
 public:
  using Options = ConcatOptions;
  Concat(const Options&, std::span<const Shape> in) {
    for (const Shape& shape : in) {
      channels_.push_back(shape[0]);
      sum_ += shape[0];
    }
  }

  static Signature infer(const Options&, std::span<const Shape> in) {
    int64_t channels = 0;
    for (const Shape& shape : in) {
      if (shape.with_first(1) != in[0].with_first(1))
        throw Error("", "{} and {} cannot be joined; all but the number of channels must agree", in[0].text(),
                    shape.text());
      channels += shape[0];
    }
    return {.output = in[0].with_first(channels)};
  }

  void forward(const Pass&, Inputs<Real> in, View<Real> out) override {
    each_input(out, [&](size_t i, int64_t pixel, int64_t from) {
      std::copy_n(in[i].data + pixel * channels_[i], channels_[i], out.data + pixel * sum_ + from);
    });
  }

  void backward(const Pass&, Inputs<Real>, View<const Real>, View<const Real> dout, InputGrads<Real> din) override {
    each_input(dout, [&](size_t i, int64_t pixel, int64_t from) {
      if (din[i]) std::copy_n(dout.data + pixel * sum_ + from, channels_[i], din[i].data + pixel * channels_[i]);
    });
  }

 private:
  template <class Body>
  void each_input(View<const Real> joined, const Body& body) const {
    const int64_t pixels = joined.size() / sum_;
    int64_t from = 0;
    for (size_t i = 0; i < channels_.size(); ++i) {
      for (int64_t pixel = 0; pixel < pixels; ++pixel) body(i, pixel, from);
      from += channels_[i];
    }
  }

  std::vector<int64_t> channels_;  // by input; features count as channels
  int64_t sum_ = 0;
};

Operations concat_operations(const ConcatOptions&, std::span<const Shape> in) {
  Operation joined{"Concat", {}, {{"axis", 1}}};
  for (int i = 0; i < static_cast<int>(in.size()); ++i) joined.operands.push_back(operand::Input{i});
  return {joined};
}

}  // namespace

LayerType concat() {
  LayerType type = layer_type<Concat>({.name = "concat",
                                       .title = "Concat",
                                       .help = "Puts the feature maps of its inputs side by side.",
                                       .formula = "y = [x1, x2, …]",
                                       .source = "Szegedy et al., 2015, 4; Huang et al., 2017, eq. 2"},
                                      concat_operations);
  type.traits = {.family = LayerTraits::Family::merge, .concatenates = true};
  type.min_inputs = 2;
  type.max_inputs = 64;
  return type;
}

}  // namespace saddle::layers
