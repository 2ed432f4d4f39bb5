#include <cmath>

#include "nn/layer_type.h"

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
    for (auto* buffer : {&mean_, &inverse_, &scale_, &shift_}) buffer->resize(static_cast<size_t>(width_));
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

  void prepare(int batch) override {
    survey_.assign(static_cast<size_t>(parts(batch)), Sums(width_));
    gradient_.assign(static_cast<size_t>(parts(batch)), Sums(width_));
  }

  int survey_parts(int batch) const override { return parts(batch); }

  // The mean and the sum of squared distances from it, of one part.
  void survey(Inputs<Real> in, int part) override {
    const View<const Real> x = share(in[0], part);
    Sums& sums = survey_[static_cast<size_t>(part)];
    sums.clear();
    each_sample(x, [&](const Real* sample) {
      add_rows(sample, sums, [](Real value, int64_t) { return std::pair{value, Real(0)}; });
    });
    const double rows = static_cast<double>(x.size() / width_);
    for (double& mean : sums.first) mean /= rows;
    sums.centre();
    each_sample(x, [&](const Real* sample) {
      add_rows(sample, sums, [&](Real value, int64_t i) {
        const Real distance = value - sums.centred[static_cast<size_t>(i)];
        return std::pair{Real(0), distance * distance};
      });
    });
    sums.rows = rows;
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
      inverse_[k] = static_cast<Real>(1 / std::sqrt(squares / rows + epsilon_));
    }
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

  void forward(const Pass& pass, Inputs<Real> in, View<Real> out) override {
    const auto params = this->params();
    for (int64_t row = 0; row < out.size(); row += width_) {
      const Real* x = in[0].data + row;
      Real* y = out.data + row;
      if (!pass.training) {
        for (int64_t i = 0; i < width_; ++i)
          y[i] = x[i] * scale_[static_cast<size_t>(i)] + shift_[static_cast<size_t>(i)];
        continue;
      }
      for (int64_t i = 0; i < width_; ++i) {
        const size_t k = static_cast<size_t>(i);
        y[i] = (x[i] - mean_[k]) * inverse_[k] * params[gamma].value[in_file(i)] + params[beta].value[in_file(i)];
      }
    }
  }

  int gradient_parts(int batch) const override { return parts(batch); }

  void gradient(Inputs<Real> in, View<const Real> dout, int part) override {
    const View<const Real> x = share(in[0], part), dy = share(dout, part);
    Sums& sums = gradient_[static_cast<size_t>(part)];
    sums.clear();
    const Real* at = x.data;
    each_sample(dy, [&](const Real* sample) {
      const Real *from = sample, *base = at;
      add_rows_indexed(sample, sums, [&](Real slope, int64_t i, const Real* place) {
        const size_t k = static_cast<size_t>(i);
        return std::pair{slope, slope * (base[place - from] - mean_[k]) * inverse_[k]};
      });
      at += sample_;
    });
  }

  void finish_gradient(int batch) override {
    auto params = this->params();
    for (int64_t i = 0; i < width_; ++i) {
      double dbeta = 0, dgamma = 0;
      for (int part = 0; part < parts(batch); ++part) {
        dbeta += gradient_[static_cast<size_t>(part)].first[static_cast<size_t>(i)];
        dgamma += gradient_[static_cast<size_t>(part)].second[static_cast<size_t>(i)];
      }
      params[beta].grad[in_file(i)] = static_cast<Real>(dbeta);
      params[gamma].grad[in_file(i)] = static_cast<Real>(dgamma);
    }
    rows_ = 0;
    for (int part = 0; part < parts(batch); ++part) rows_ += survey_[static_cast<size_t>(part)].rows;
  }

  // dx = gamma / sigma * (dy - mean of dy - xhat * mean of (dy * xhat)), the means over the whole batch.
  void backward(const Pass&, Inputs<Real> in, View<const Real>, View<const Real> dout, InputGrads<Real> din) override {
    if (!din[0]) return;
    const auto params = this->params();
    const Real share = static_cast<Real>(1 / rows_);
    for (int64_t row = 0; row < dout.size(); row += width_) {
      const Real *x = in[0].data + row, *dy = dout.data + row;
      Real* dx = din[0].data + row;
      for (int64_t i = 0; i < width_; ++i) {
        const size_t k = static_cast<size_t>(i);
        const int64_t p = in_file(i);
        const Real normal = (x[i] - mean_[k]) * inverse_[k];
        dx[i] = params[gamma].value[p] * inverse_[k] *
                (dy[i] - share * (params[beta].grad[p] + normal * params[gamma].grad[p]));
      }
    }
  }

 private:
  // Two sums for each statistic, and how many rows went in.
  struct Sums {
    explicit Sums(int64_t width)
        : first(static_cast<size_t>(width)),
          second(first),
          centred(first.size()),
          short_first(first.size()),
          short_second(first.size()) {}
    void clear() {
      std::fill(first.begin(), first.end(), 0.0);
      std::fill(second.begin(), second.end(), 0.0);
    }
    void centre() {
      std::transform(first.begin(), first.end(), centred.begin(), [](double m) { return static_cast<Real>(m); });
    }
    std::vector<double> first, second;
    std::vector<Real> centred, short_first, short_second;  // of one sample: short enough a sum for Real
    double rows = 0;
  };

  static Shape statistics(const Options& options, const Shape& in) {
    return in.rank() == 3 && options.per == "channel" ? Shape{in[0]} : in;
  }
  // Where the i-th statistic, channels last, lies in the file, (C, H, W).
  int64_t in_file(int64_t i) const { return pixels_ == 1 ? i : i % channels_ * pixels_ + i / channels_; }
  static int parts(int batch) { return std::min(batch, 8); }
  View<const Real> share(View<const Real> all, int part) const {
    const int64_t samples = all.samples(), count = parts(static_cast<int>(samples));
    const int64_t first = samples * part / count;
    return all.slice(first, samples * (part + 1) / count - first);
  }
  template <class Body>
  void each_sample(View<const Real> x, const Body& body) const {
    for (int64_t at = 0; at < x.size(); at += sample_) body(x.data + at);
  }
  template <class Terms>
  void add_rows(const Real* sample, Sums& sums, const Terms& terms) const {
    add_rows_indexed(sample, sums, [&](Real value, int64_t i, const Real*) { return terms(value, i); });
  }
  template <class Terms>
  void add_rows_indexed(const Real* sample, Sums& sums, const Terms& terms) const {
    std::fill(sums.short_first.begin(), sums.short_first.end(), Real(0));
    std::fill(sums.short_second.begin(), sums.short_second.end(), Real(0));
    Real *first = sums.short_first.data(), *second = sums.short_second.data();
    for (int64_t row = 0; row < sample_; row += width_) {
      for (int64_t i = 0; i < width_; ++i) {
        const auto [a, b] = terms(sample[row + i], i, sample + row + i);
        first[i] += a;
        second[i] += b;
      }
    }
    for (int64_t i = 0; i < width_; ++i) {
      sums.first[static_cast<size_t>(i)] += static_cast<double>(first[i]);
      sums.second[static_cast<size_t>(i)] += static_cast<double>(second[i]);
    }
  }

  double momentum_, epsilon_, rows_ = 1;
  int64_t sample_, width_, channels_, pixels_;
  std::vector<Real> mean_, inverse_;  // of the batch, channels last
  std::vector<double> batch_var_;
  std::vector<Real> scale_, shift_;  // of inference
  std::vector<Sums> survey_, gradient_;
};

}  // namespace

LayerType batch_norm() {
  return layer_type<BatchNorm>({.name = "batch_norm",
                                .title = "Batch normalization",
                                .help = "Gives each feature a mean of 0 and a variance of 1 over the batch, then a "
                                        "scale and a shift that it learns.",
                                .formula = "y = gamma * (x - mean) / sqrt(var + epsilon) + beta",
                                .source = "Ioffe and Szegedy, 2015, alg. 1; Deep Learning from Scratch, 6.3",
                                .torch = "nn.LazyBatchNorm2d(eps={epsilon}, momentum=1 - {momentum})"});
}

}  // namespace saddle::layers
