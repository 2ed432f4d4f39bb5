#include <cmath>

#include "core/kernels/table.h"
#include "layers/shared/column_sums.h"
#include "nn/layer_interfaces.h"
#include "nn/layer_row.h"

// y = gamma * (x - mean) / sqrt(var + epsilon) + beta, with the mean and variance of the batch in training and running
// ones at inference (Ioffe and Szegedy, 2015; the book, 6.3). Statistics are taken per feature of a vector, and of an
// image per channel, over all its pixels; with `per` = feature each pixel of each channel has its own, as in the book.
//
// running = momentum * running + (1 - momentum) * of the batch, from 0, with the batch's own (biased) variance, as the
// book has it. What has seen nothing but zeros, or nothing yet, is passed on as it is.
namespace saddle::layers {
namespace {

struct BatchNormOptions {
  double momentum = 0.9, epsilon = 1e-6;
  std::string per = "channel";
  static auto fields() {
    return std::tuple{
        field("momentum", &BatchNormOptions::momentum, {.min = 0, .max = 0.9999},
              "How much of the running statistics a step keeps."),
        field("epsilon", &BatchNormOptions::epsilon, {.min = 1e-12, .max = 1, .logarithmic = true},
              "Added to the variance, so that nothing is divided by 0."),
        field("per", &BatchNormOptions::per, {.choices = {"channel", "feature"}},
              "Of images: channel takes the statistics over all pixels; feature for each pixel by itself, as in the "
              "book."),
    };
  }
};

enum Parameter { gamma, beta, running_mean, running_var };

template <class Real>
class BatchNorm final : public Layer<Real>,
                        public BatchStatistics<Real>,
                        public AffineAtInference<Real>,
                        public TakesEpilogue,
                        public BackwardInPlace {
 public:
  using Options = BatchNormOptions;

  BatchNorm(const Options& options, std::span<const Shape> in)
      : momentum_(options.momentum),
        epsilon_(options.epsilon),
        sample_(in[0].size()),
        width_(statistics(options, in[0]).size()),
        channels_(in[0][0]),
        pixels_(width_ / channels_) {
    for (auto* buffer :
         {&mean_, &inverse_, &scale_, &shift_, &batch_scale_, &batch_shift_, &slope_, &tilt_, &level_, &nothing_})
      buffer->resize(static_cast<size_t>(width_));
    batch_var_.resize(static_cast<size_t>(width_));
  }

  static Signature infer(const Options& options, std::span<const Shape> in) {
    const Shape shape = statistics(options, in[0]);
    const int fan = static_cast<int>(shape.size());
    return {.output = in[0],
            .params = {{"gamma", Role::scale, shape, fan, fan},
                       {"beta", Role::bias, shape, fan, fan},
                       {"running_mean", Role::statistic, shape, fan, fan},
                       {"running_var", Role::statistic, shape, fan, fan}},
            .macs = in[0].size()};
  }

  void refresh(Use) override { inference_affine(scale_, shift_); }

  void inference_affine(std::vector<Real>& scale, std::vector<Real>& shift) const override {
    scale.resize(static_cast<size_t>(width_));
    shift.resize(static_cast<size_t>(width_));
    const auto params = this->params();
    for (int64_t i = 0; i < width_; ++i) {
      const int64_t k = in_file(i);
      const double mean = static_cast<double>(params[running_mean].value[k]),
                   var = static_cast<double>(params[running_var].value[k]);
      const bool untouched = mean == 0 && var == 0;
      const double inverse = untouched ? 1 : 1 / std::sqrt(var + epsilon_);
      const double factor = static_cast<double>(params[gamma].value[k]) * inverse;
      scale[static_cast<size_t>(i)] = static_cast<Real>(factor);
      shift[static_cast<size_t>(i)] = static_cast<Real>(static_cast<double>(params[beta].value[k]) - factor * mean);
    }
  }

  void reserve_statistics(int batch) override {
    const int64_t parts = statistics_parts(batch), numbers = ColumnSums<Real>::numbers(width_);
    sums_.clear();
    gradient_sums_.clear();
    measured_.assign(static_cast<size_t>(parts * numbers), 0.0);
    gradient_measured_.assign(measured_.size(), 0.0);
    for (int64_t part = 0; part < parts; ++part) {
      sums_.emplace_back(width_, sample_, measured_.data() + part * numbers);
      gradient_sums_.emplace_back(width_, sample_, gradient_measured_.data() + part * numbers);
    }
  }

  std::span<double> measured(int batch) override { return of_parts(measured_, batch); }
  std::span<double> gradient_sums(int batch) override { return of_parts(gradient_measured_, batch); }

  void measure_statistics(Inputs<Real> in, int part) override {
    sums_[static_cast<size_t>(part)].measure(share(in[0], part));
  }

  void finish_statistics(int batch) override {
    for (int64_t i = 0; i < width_; ++i) {
      const size_t k = static_cast<size_t>(i);
      const ColumnMoments all = moments_of<Real>(parts_of(sums_, batch), k);
      mean_[k] = static_cast<Real>(all.mean);
      batch_var_[k] = all.variance();
      const double inverse = 1 / std::sqrt(all.variance() + epsilon_);
      inverse_[k] = static_cast<Real>(inverse);
      const double factor = inverse * static_cast<double>(this->params()[gamma].value[in_file(i)]);
      batch_scale_[k] = static_cast<Real>(factor);
      batch_shift_[k] = this->params()[beta].value[in_file(i)];
    }
  }

  bool statistics_are_finite() const override {
    const auto fits = [](double value) { return std::isfinite(static_cast<Real>(value)); };
    return std::all_of(mean_.begin(), mean_.end(), fits) && std::all_of(batch_var_.begin(), batch_var_.end(), fits);
  }

  void keep_statistics() override {
    auto params = this->params();
    for (int64_t i = 0; i < width_; ++i) {
      const int64_t k = in_file(i);
      const auto blend = [&](Real& running, double batch) {
        running = static_cast<Real>(momentum_ * static_cast<double>(running) + (1 - momentum_) * batch);
      };
      blend(params[running_mean].value[k], static_cast<double>(mean_[static_cast<size_t>(i)]));
      blend(params[running_var].value[k], batch_var_[static_cast<size_t>(i)]);
    }
  }

  void forward(const Pass& pass, Inputs<Real> in, View<Real> out) override {
    if (pass.training) {
      affine(pass.epilogue, in[0], mean_.data(), batch_scale_.data(), batch_shift_.data(), out);
    } else {
      affine(pass.epilogue, in[0], nullptr, scale_.data(), shift_.data(), out);
    }
  }

  void sum_gradient(Inputs<Real> in, View<const Real> dout, int part) override {
    const View<const Real> x = share(in[0], part);
    gradient_sums_[static_cast<size_t>(part)].sum_slopes(x, share(dout, part).data, mean_.data(), inverse_.data());
  }

  void finish_gradient(int batch) override {
    auto params = this->params();
    double rows = 0;
    for (const auto& part : parts_of(gradient_sums_, batch)) rows += part.rows();
    for (int64_t i = 0; i < width_; ++i) {
      const size_t k = static_cast<size_t>(i);
      const int64_t p = in_file(i);
      double dbeta = 0, dgamma = 0;
      for (const auto& part : parts_of(gradient_sums_, batch)) {
        dbeta += part.first(k);
        dgamma += part.second(k);
      }
      params[beta].grad[p] = static_cast<Real>(dbeta);
      params[gamma].grad[p] = static_cast<Real>(dgamma);
      const double inverse = static_cast<double>(inverse_[k]);
      const double slope = static_cast<double>(params[gamma].value[p]) * inverse;
      slope_[k] = static_cast<Real>(slope);
      tilt_[k] = static_cast<Real>(slope * inverse * dgamma / rows);
      level_[k] = static_cast<Real>(slope * dbeta / rows);
    }
  }

  // dx = gamma / sigma * (dy - mean of dy - xhat * mean of (dy * xhat)), the means over the whole batch; at inference,
  // where sigma does not depend on x, gamma / sigma * dy.
  void backward(const Pass& pass, Inputs<Real> in, View<const Real>, View<const Real> dout,
                InputGrads<Real> din) override {
    if (!din[0]) return;
    if (!pass.training) {
      affine(Epilogue::none, dout, nullptr, scale_.data(), nothing_.data(), din[0]);
      return;
    }
    kernels<Real>().normalize_gradient({.rows = dout.size() / width_,
                                        .width = width_,
                                        .x = in[0].data,
                                        .dy = dout.data,
                                        .mean = mean_.data(),
                                        .scale = slope_.data(),
                                        .shift = level_.data(),
                                        .tilt = tilt_.data(),
                                        .out = din[0].data});
  }

 private:
  static Shape statistics(const Options& options, const Shape& in) {
    return in.rank() == 3 && options.per == "channel" ? Shape{in[0]} : in;
  }
  // Where the i-th statistic, channels last, lies in the file, (C, H, W).
  int64_t in_file(int64_t i) const { return pixels_ == 1 ? i : i % channels_ * pixels_ + i / channels_; }
  // The share of a part of the batch's statistics.
  View<const Real> share(View<const Real> all, int part) const {
    const int64_t first = int64_t{part} * samples_per_statistics_part;
    return all.slice(first, std::min<int64_t>(samples_per_statistics_part, all.samples() - first));
  }
  std::span<double> of_parts(std::vector<double>& numbers, int batch) const {
    return std::span(numbers).first(static_cast<size_t>(statistics_parts(batch) * ColumnSums<Real>::numbers(width_)));
  }
  static std::span<const ColumnSums<Real>> parts_of(const std::vector<ColumnSums<Real>>& sums, int batch) {
    return std::span(sums).first(static_cast<size_t>(statistics_parts(batch)));
  }
  // (x - center) * scale + shift; center: null for 0.
  void affine(Epilogue epilogue, View<const Real> in, const Real* center, const Real* scale, const Real* shift,
              View<Real> out) const {
    kernels<Real>().normalize({.rows = out.size() / width_,
                               .width = width_,
                               .x = in.data,
                               .mean = center,
                               .scale = scale,
                               .shift = shift,
                               .relu = epilogue == Epilogue::relu,
                               .out = out.data});
  }

  double momentum_, epsilon_;
  int64_t sample_, width_, channels_, pixels_;
  std::vector<Real> mean_, inverse_;  // of the batch, channels last
  std::vector<double> batch_var_;
  std::vector<Real> scale_, shift_;                     // of inference
  std::vector<Real> batch_scale_, batch_shift_;         // of training: gamma / sigma, and beta
  std::vector<Real> slope_, tilt_, level_;              // of backward(): dx = slope * dy - tilt * (x - mean) - level
  std::vector<Real> nothing_;                           // zeros, the shift of a gradient
  std::vector<double> measured_, gradient_measured_;    // by part of the batch
  std::vector<ColumnSums<Real>> sums_, gradient_sums_;  // which write there
};

Operations batch_norm_operations(const BatchNormOptions& options, std::span<const Shape> in) {
  using operand::Parameter;
  const bool pixels = in[0].rank() == 3 && options.per == "feature";
  const std::string axes = pixels ? "CHW" : "C";
  const Parameter scale{"gamma", axes}, shift{"beta", axes}, mean{"running_mean", axes};
  const Parameter variance{"running_var", axes, Parameter::Unseen{"running_mean", 1 - options.epsilon}};
  if (!pixels)
    return {{"BatchNormalization", {operand::Input{}, scale, shift, mean, variance}, {{"epsilon", options.epsilon}}}};
  // ONNX knows statistics of channels alone.
  return {{"Sub", {operand::Input{}, mean}},
          {"Add", {variance, operand::Constant{{}, {static_cast<float>(options.epsilon)}}}},
          {"Sqrt", {operand::Result{1}}},
          {"Div", {operand::Result{0}, operand::Result{2}}},
          {"Mul", {operand::Result{3}, scale}},
          {"Add", {operand::Result{4}, shift}}};
}

}  // namespace

LayerType batch_norm() {
  LayerType type =
      layer_type<BatchNorm>({.name = "batch_norm",
                             .title = "Batch normalization",
                             .help = "Gives each feature a mean of 0 and a variance of 1 over the batch, then a "
                                     "scale and a shift that it learns.",
                             .formula = "y = gamma * (x - mean) / sqrt(var + epsilon) + beta",
                             .source = "Ioffe and Szegedy, 2015, alg. 1; Deep Learning from Scratch, 6.3"},
                            batch_norm_operations);
  type.traits = {.family = LayerTraits::Family::normalization, .normalizes_batch = true};
  return type;
}

}  // namespace saddle::layers
