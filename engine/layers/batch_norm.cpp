#include <cmath>

#include "core/columns.h"
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
class BatchNorm final : public Layer<Real> {
 public:
  using Options = BatchNormOptions;

  BatchNorm(const Options& options, std::span<const Shape> in)
      : momentum_(options.momentum),
        epsilon_(options.epsilon),
        sample_(in[0].size()),
        width_(statistics(options, in[0]).size()),
        channels_(in[0][0]),
        pixels_(width_ / channels_) {
    for (auto* buffer : {&mean_, &inverse_, &scale_, &shift_, &batch_scale_, &batch_shift_, &slope_, &tilt_, &level_})
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

  bool inference_affine(std::vector<Real>& scale, std::vector<Real>& shift) const override {
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
    return true;
  }

  void prepare(int batch, int) override {
    survey_.assign(static_cast<size_t>(parts(batch)), Sums(width_));
    gradient_.assign(static_cast<size_t>(parts(batch)), Sums(width_));
  }

  int survey_parts(int batch) const override { return parts(batch); }

  // The mean and the sum of squared distances from it, of one part.
  void survey(Inputs<Real> in, int part) override {
    const View<const Real> x = share(in[0], part);
    Sums& sums = survey_[static_cast<size_t>(part)];
    sums.clear();
    each_sample(x, sums, [](const Real* sample) {
      return [sample](auto lane, int64_t at, int64_t) {
        using V = decltype(lane);
        return std::pair{loaded<V>(sample + at), V(Real(0))};
      };
    });
    sums.rows = static_cast<double>(x.size() / width_);
    for (double& mean : sums.first) mean /= sums.rows;
    std::transform(sums.first.begin(), sums.first.end(), sums.centre.begin(),
                   [](double m) { return static_cast<Real>(m); });
    const Real* const centre = sums.centre.data();
    sums.first.swap(sums.kept);  // the second pass sums squares alone
    each_sample(x, sums, [centre](const Real* sample) {
      return [sample, centre](auto lane, int64_t at, int64_t column) {
        using V = decltype(lane);
        const V distance = loaded<V>(sample + at) - loaded<V>(centre + column);
        return std::pair{V(Real(0)), distance * distance};
      };
    });
    sums.first.swap(sums.kept);
  }

  // Chan, Golub and LeVeque, 1983: variances of parts make the variance of the whole.
  void finish_survey(int batch) override {
    for (int64_t i = 0; i < width_; ++i) {
      const size_t k = static_cast<size_t>(i);
      double rows = 0, mean = 0, squares = 0;
      for (int part = 0; part < parts(batch); ++part) {
        const Sums& sums = survey_[static_cast<size_t>(part)];
        const double distance = sums.first[k] - mean, total = rows + sums.rows;
        mean += distance * sums.rows / total;
        squares += sums.second[k] + distance * distance * rows * sums.rows / total;
        rows = total;
      }
      mean_[k] = static_cast<Real>(mean);
      batch_var_[k] = squares / rows;
      const double inverse = 1 / std::sqrt(squares / rows + epsilon_);
      inverse_[k] = static_cast<Real>(inverse);
      const double factor = inverse * static_cast<double>(this->params()[gamma].value[in_file(i)]);
      batch_scale_[k] = static_cast<Real>(factor);
      batch_shift_[k] = this->params()[beta].value[in_file(i)];
    }
  }

  bool survey_is_finite() const override {
    const auto fits = [](double value) { return std::isfinite(static_cast<Real>(value)); };
    return std::all_of(mean_.begin(), mean_.end(), fits) && std::all_of(batch_var_.begin(), batch_var_.end(), fits);
  }

  void keep_survey() override {
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

  bool takes_epilogue() const override { return true; }
  void forward(const Pass& pass, Inputs<Real> in, View<Real> out) override {
    if (pass.training) {
      affine(pass.epilogue, in[0], mean_.data(), batch_scale_.data(), batch_shift_.data(), out);
    } else {
      affine(pass.epilogue, in[0], nullptr, scale_.data(), shift_.data(), out);
    }
  }

  int gradient_parts(int batch) const override { return parts(batch); }

  void gradient(Inputs<Real> in, View<const Real> dout, int part) override {
    const View<const Real> x = share(in[0], part);
    const Real *const dy = share(dout, part).data, *const mean = mean_.data(), *const inverse = inverse_.data();
    Sums& sums = gradient_[static_cast<size_t>(part)];
    sums.clear();
    each_sample(x, sums, [&](const Real* sample) {
      const Real* const slopes = dy + (sample - x.data);
      return [=](auto lane, int64_t at, int64_t column) {
        using V = decltype(lane);
        const V slope = loaded<V>(slopes + at);
        const V normal = (loaded<V>(sample + at) - loaded<V>(mean + column)) * loaded<V>(inverse + column);
        return std::pair{slope, slope * normal};
      };
    });
  }

  int finish_parts() const override { return 1; }
  void finish_gradient(int batch, int) override {
    auto params = this->params();
    double rows = 0;
    for (int part = 0; part < parts(batch); ++part) rows += survey_[static_cast<size_t>(part)].rows;
    for (int64_t i = 0; i < width_; ++i) {
      const size_t k = static_cast<size_t>(i);
      const int64_t p = in_file(i);
      double dbeta = 0, dgamma = 0;
      for (int part = 0; part < parts(batch); ++part) {
        dbeta += gradient_[static_cast<size_t>(part)].first[k];
        dgamma += gradient_[static_cast<size_t>(part)].second[k];
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

  // dx = gamma / sigma * (dy - mean of dy - xhat * mean of (dy * xhat)), the means over the whole batch.
  bool backward_in_place() const override { return true; }
  void backward(const Pass&, Inputs<Real> in, View<const Real>, View<const Real> dout, InputGrads<Real> din) override {
    if (!din[0]) return;
    const Real *const x = in[0].data, *const dy = dout.data, *const mean = mean_.data();
    const Real *const slope = slope_.data(), *const tilt = tilt_.data(), *const level = level_.data();
    map_columns(dout.size() / width_, width_, din[0].data, [=](auto lane, int64_t at, int64_t column) {
      using V = decltype(lane);
      return loaded<V>(slope + column) * loaded<V>(dy + at) - loaded<V>(level + column) -
             loaded<V>(tilt + column) * (loaded<V>(x + at) - loaded<V>(mean + column));
    });
  }

 private:
  // Two sums for each statistic, and how many rows went in.
  struct Sums {
    explicit Sums(int64_t width)
        : first(static_cast<size_t>(width)),
          second(first),
          kept(first),
          centre(first.size()),
          short_first(first.size()),
          short_second(first.size()) {}
    void clear() {
      std::fill(first.begin(), first.end(), 0.0);
      std::fill(second.begin(), second.end(), 0.0);
    }
    std::vector<double> first, second, kept;
    std::vector<Real> centre, short_first, short_second;  // of one sample: short enough a sum for Real
    double rows = 0;
  };

  static Shape statistics(const Options& options, const Shape& in) {
    return in.rank() == 3 && options.per == "channel" ? Shape{in[0]} : in;
  }
  // Where the i-th statistic, channels last, lies in the file, (C, H, W).
  int64_t in_file(int64_t i) const { return pixels_ == 1 ? i : i % channels_ * pixels_ + i / channels_; }
  static int parts(int batch) { return (batch + surveyed_together - 1) / surveyed_together; }
  View<const Real> share(View<const Real> all, int part) const {
    const int64_t first = int64_t{part} * surveyed_together;
    return all.slice(first, std::min<int64_t>(surveyed_together, all.samples() - first));
  }
  // terms_of(sample): what is summed over it.
  template <class TermsOf>
  void each_sample(View<const Real> x, Sums& sums, const TermsOf& terms_of) const {
    Real *first = sums.short_first.data(), *second = sums.short_second.data();
    for (int64_t at = 0; at < x.size(); at += sample_) {
      sum_columns(sample_ / width_, width_, terms_of(x.data + at), first, second);
      for (int64_t i = 0; i < width_; ++i) {
        sums.first[static_cast<size_t>(i)] += static_cast<double>(first[i]);
        sums.second[static_cast<size_t>(i)] += static_cast<double>(second[i]);
      }
    }
  }
  // (x - centre) * scale + shift; centre: null for 0.
  void affine(Epilogue epilogue, View<const Real> in, const Real* centre, const Real* scale, const Real* shift,
              View<Real> out) const {
    const Real* const x = in.data;
    const auto plain = [=](auto lane, int64_t at, int64_t column) {
      using V = decltype(lane);
      const V from = loaded<V>(x + at);
      return (centre ? from - loaded<V>(centre + column) : from) * loaded<V>(scale + column) +
             loaded<V>(shift + column);
    };
    if (epilogue == Epilogue::none) {
      map_columns(out.size() / width_, width_, out.data, plain);
      return;
    }
    map_columns(out.size() / width_, width_, out.data, [&](auto lane, int64_t at, int64_t column) {
      return stdx::max(plain(lane, at, column), decltype(lane)(Real(0)));
    });
  }

  double momentum_, epsilon_;
  int64_t sample_, width_, channels_, pixels_;
  std::vector<Real> mean_, inverse_;  // of the batch, channels last
  std::vector<double> batch_var_;
  std::vector<Real> scale_, shift_;              // of inference
  std::vector<Real> batch_scale_, batch_shift_;  // of training: gamma / sigma, and beta
  std::vector<Real> slope_, tilt_, level_;       // of backward(): dx = slope * dy - tilt * (x - mean) - level
  std::vector<Sums> survey_, gradient_;
};

Operations operations_of(const BatchNormOptions& options, std::span<const Shape> in) {
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
                            operations_of);
  type.traits = {.family = LayerTraits::Family::normalization, .normalizes_batch = true};
  return type;
}

}  // namespace saddle::layers
