#include <algorithm>

#include "core/each_number.h"
#include "nn/layer_interfaces.h"
#include "nn/layer_row.h"

// y = x1 + x2 + … : the shortcut of a residual block (He, Zhang, Ren and Sun, 2016, eq. 1)
namespace saddle::layers {
namespace {

struct AddOptions {
  static auto fields() { return std::tuple{}; }
};

template <class Real>
class Add final : public Layer<Real>, public BackwardInPlace, public TakesEpilogue {
 public:
  using Options = AddOptions;
  Add(const Options&, std::span<const Shape>) {}

  static Signature infer(const Options&, std::span<const Shape> in) {
    for (const Shape& shape : in.subspan(1)) {
      if (shape != in[0])
        throw Error("", "{} and {} cannot be added; bring them to one shape, for images with a 1 × 1 conv2d",
                    in[0].text(), shape.text());
    }
    return {.output = in[0]};
  }

  void forward(const Pass& pass, Inputs<Real> in, View<Real> out) override {
    const bool relu = pass.epilogue == Epilogue::relu;
    add(in[0].data, in[1].data, relu && in.size() == 2, out);
    for (size_t i = 2; i < in.size(); ++i) add(out.data, in[i].data, relu && i + 1 == in.size(), out);
  }

  void backward(const Pass&, Inputs<Real>, View<const Real>, View<const Real> dout, InputGrads<Real> din) override {
    for (const auto& gradient : din) {
      if (gradient && gradient.data != dout.data) std::copy_n(dout.data, dout.size(), gradient.data);
    }
  }

 private:
  static void add(const Real* a, const Real* b, bool relu, View<Real> out) {
    if (!relu) {
      each_number(out.size(), [a, b, y = out.data](int64_t i) { y[i] = a[i] + b[i]; });
      return;
    }
    each_number(out.size(), [a, b, y = out.data](int64_t i) {
      const Real sum = a[i] + b[i];
      y[i] = Real(0) > sum ? Real(0) : sum;  // in this order what is not a number stays so
    });
  }
};

}  // namespace

LayerType add() {
  LayerType type =
      layer_type<Add>({.name = "add",
                       .title = "Add",
                       .help = "The sum of its inputs: a shortcut past other layers ends here.",
                       .formula = "y = x1 + x2 + …",
                       .source = "He, Zhang, Ren and Sun, 2016, eq. 1"},
                      [](const AddOptions&, std::span<const Shape> in) { return folded("Add", in.size()); });
  type.traits = {.family = LayerTraits::Family::merge, .adds = true};
  type.min_inputs = 2;
  type.max_inputs = 64;
  return type;
}

}  // namespace saddle::layers
