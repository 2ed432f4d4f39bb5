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
        throw Error("", "{} and {} cannot be added; bring them to one shape, for images with a 1 x 1 conv2d",
                    in[0].text(), shape.text());
    }
    return {.output = in[0]};
  }

  void forward(const Pass& pass, Inputs<Real> in, View<Real> out) override {
    if (in.size() == 2 && pass.epilogue == Epilogue::relu) {
      out.array() = (in[0].array() + in[1].array()).max(Real(0));
      return;
    }
    out.array() = in[0].array() + in[1].array();
    for (const auto& more : in.subspan(2)) out.array() += more.array();
    if (pass.epilogue == Epilogue::relu) out.array() = out.array().max(Real(0));
  }

  void backward(const Pass&, Inputs<Real>, View<const Real>, View<const Real> dout, InputGrads<Real> din) override {
    for (const auto& gradient : din) {
      if (gradient && gradient.data != dout.data) gradient.array() = dout.array();
    }
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
