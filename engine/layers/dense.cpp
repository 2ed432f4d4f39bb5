#include "core/product.h"
#include "core/transpose.h"
#include "layers/shared/start_options.h"
#include "nn/layer_interfaces.h"
#include "nn/layer_row.h"

// y = x W^T + b. An image is taken as the vector of its values in (C, H, W) order, as after a Flatten; it lies
// channels-last in memory, so it is the columns of W that are put in the image's order, not the activations.
namespace saddle::layers {
namespace {

struct DenseOptions : StartOptions {
  int units = 10;
  static auto fields() {
    return std::tuple_cat(std::tuple{field("units", &DenseOptions::units, {.min = 1, .max = 65536, .logarithmic = true},
                                           "How many outputs.")},
                          StartOptions::fields<DenseOptions>());
  }
};

template <class Real>
class Dense final : public Layer<Real>,
                    public BatchGradient<Real>,
                    public ParallelRefresh,
                    public TakesEpilogue,
                    public FoldsAffine {
 public:
  using Options = DenseOptions;

  Dense(const Options& options, std::span<const Shape> in)
      : image_(in[0]),
        bias_(options.bias),
        reordered_(image_.rank() == 3 && image_[0] > 1 && image_[1] * image_[2] > 1),
        product_(static_cast<int>(in[0].size()), options.units) {}

  static Signature infer(const Options& options, std::span<const Shape> in) {
    if (in[0].size() > 10'000'000)
      throw Error("", "{} inputs are too many; put a pooling layer before it", in[0].size());
    const int inputs = static_cast<int>(in[0].size());
    options.check(int64_t{inputs} * options.units, options.units);
    Signature signature{.output = {options.units}, .macs = int64_t{inputs} * options.units};
    signature.params.push_back({"weight", Role::weight, {options.units, inputs}, inputs, options.units});
    if (options.bias) signature.params.push_back({"bias", Role::bias, {options.units}, inputs, options.units});
    return signature;
  }

  void reserve_gradient() override {
    if (reordered_ && gradient_buffer_.size() == 0) gradient_buffer_ = Tensor<Real>(this->params()[0].spec.shape);
  }

  void refresh(Use use) override {
    if (reordered_ && weight_buffer_.size() == 0) weight_buffer_ = Tensor<Real>(this->params()[0].spec.shape);
    pack(use, 0, 1);
  }

  int refresh_parts() const override { return parts(); }
  void refresh_part(Use use, int part) override { pack(use, part, parts()); }

  void forward(const Pass& pass, Inputs<Real> in, View<Real> out) override {
    product_.forward(static_cast<int>(out.samples()), in[0].data, bias_ ? this->params()[1].value.data() : nullptr,
                     pass.epilogue, out.data);
  }

  void backward(const Pass&, Inputs<Real>, View<const Real>, View<const Real> dout, InputGrads<Real> din) override {
    if (din[0]) product_.backward_input(static_cast<int>(dout.samples()), dout.data, din[0].data);
  }

  int gradient_parts() const override { return parts(); }

  void gradient(Inputs<Real> in, View<const Real> dout, int part) override {
    const int samples = static_cast<int>(dout.samples());
    Real* dweight = reordered_ ? gradient_buffer_.data() : this->params()[0].grad.data();
    product_.backward_weights(samples, in[0].data, dout.data, part, gradient_parts(), dweight);
    if (bias_ && part == 0) product_.backward_bias(samples, dout.data, this->params()[1].grad.data());
  }

  int finish_parts() const override { return reordered_ ? parts() : 0; }
  void finish_gradient(int part) override {
    const int64_t units = this->params()[0].spec.shape[0];
    to_file_order({units * part / parts(), units * (part + 1) / parts()}, gradient_buffer_.data(),
                  this->params()[0].grad.data());
  }

 private:
  // In so many its weights are shared out among threads.
  int parts() const { return this->params()[0].value.size() < 16384 ? 1 : 4; }

  void pack(Use use, int part, int parts) {
    const Real* weight = this->params()[0].value.data();
    if (reordered_) {
      to_memory_order(product_.packed_rows(part, parts), weight, weight_buffer_.data());
      weight = weight_buffer_.data();
    }
    product_.pack(weight, use == Use::training, part, parts);
  }

  // Column c * H * W + p of the file is column p * C + c in memory.
  void to_memory_order(Rows rows, const Real* from, Real* to) const {
    each_of(rows, [&](int64_t row, int64_t channels, int64_t pixels) {
      transpose(channels, pixels, from + row, pixels, to + row, channels);
    });
  }
  void to_file_order(Rows rows, const Real* from, Real* to) const {
    each_of(rows, [&](int64_t row, int64_t channels, int64_t pixels) {
      transpose(pixels, channels, from + row, channels, to + row, pixels);
    });
  }
  template <class Body>
  void each_of(Rows rows, const Body& body) const {
    for (int64_t row = rows.first; row < rows.end; ++row) body(row * image_.size(), image_[0], image_[1] * image_[2]);
  }

  Shape image_;
  bool bias_, reordered_;
  Product<Real> product_;
  Tensor<Real> weight_buffer_, gradient_buffer_;  // in memory order; only where it differs from the file's
};

Operations dense_operations(const DenseOptions& options, std::span<const Shape> in) {
  const bool image = in[0].rank() == 3;
  Operation product{"Gemm", {operand::Input{}, operand::Parameter{"weight", "OI"}}, {{"transB", 1}}};
  if (image) product.operands[0] = operand::Result{0};
  if (options.bias) product.operands.push_back(operand::Parameter{"bias", "O"});
  return image ? Operations{{"Flatten"}, product} : Operations{product};
}

}  // namespace

LayerType dense() {
  LayerType type = layer_type<Dense>({.name = "dense",
                                      .title = "Dense",
                                      .help = "Each output is a weighted sum of all inputs.",
                                      .formula = "y = x W^T + b",
                                      .source = "Deep Learning from Scratch, 5.6"},
                                     dense_operations);
  type.traits = {.family = LayerTraits::Family::dense, .outputs = "units"};
  return type;
}

}  // namespace saddle::layers
