#include <algorithm>

#include "core/each_number.h"
#include "nn/layer_row.h"

// y = x1 * x2 * …, value by value: the multiplication node of a computational graph (the book, 5.2)
namespace saddle::layers {
namespace {

struct MultiplyOptions {
  static auto fields() { return std::tuple{}; }
};

template <class Real>
class Multiply final : public Layer<Real> {
 public:
  using Options = MultiplyOptions;
  Multiply(const Options&, std::span<const Shape>) {}

  static Signature infer(const Options&, std::span<const Shape> in) {
    for (const Shape& shape : in.subspan(1)) {
      if (shape != in[0])
        throw Error("", "{} and {} cannot be multiplied value by value; bring them to one shape", in[0].text(),
                    shape.text());
    }
    return {.output = in[0]};
  }

  void forward(const Pass&, Inputs<Real> in, View<Real> out) override {
    multiply(in[0].data, in[1].data, out);
    for (const auto& more : in.subspan(2)) multiply(out.data, more.data, out);
  }

  // What goes back to one input is multiplied by all the others, "turned over" as the book says. Not y / x: x may be 0.
  void backward(const Pass&, Inputs<Real> in, View<const Real>, View<const Real> dout, InputGrads<Real> din) override {
    for (size_t i = 0; i < din.size(); ++i) {
      if (!din[i]) continue;
      std::copy_n(dout.data, dout.size(), din[i].data);
      for (size_t other = 0; other < in.size(); ++other) {
        if (other != i) multiply(din[i].data, in[other].data, din[i]);
      }
    }
  }

 private:
  static void multiply(const Real* a, const Real* b, View<Real> out) {
    each_number(out.size(), [a, b, y = out.data](int64_t i) { y[i] = a[i] * b[i]; });
  }
};

}  // namespace

LayerType multiply() {
  LayerType type =
      layer_type<Multiply>({.name = "multiply",
                            .title = "Multiply",
                            .help = "The product of its inputs, value by value.",
                            .formula = "y = x1 * x2 * …",
                            .source = "Deep Learning from Scratch, 5.2"},
                           [](const MultiplyOptions&, std::span<const Shape> in) { return folded("Mul", in.size()); });
  type.traits = {.family = LayerTraits::Family::merge};
  type.min_inputs = 2;
  type.max_inputs = 64;
  return type;
}

}  // namespace saddle::layers
