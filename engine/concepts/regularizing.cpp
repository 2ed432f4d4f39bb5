#include "saddle/regularizing.h"

#include <cassert>
#include <cmath>
#include <random>

namespace saddle {

NormalizedFeature normalized_feature(std::span<const double> batch, double gamma, double beta) {
  assert(!batch.empty());
  NormalizedFeature feature;
  const auto count = static_cast<double>(batch.size());
  for (const double x : batch) feature.mean += x / count;
  for (const double x : batch) feature.variance += (x - feature.mean) * (x - feature.mean) / count;
  for (const double x : batch) {
    feature.normalized.push_back((x - feature.mean) / std::sqrt(feature.variance + normalizing_epsilon));
    feature.output.push_back(gamma * feature.normalized.back() + beta);
  }
  return feature;
}

RunningStatistics running_after(const NormalizedFeature& feature, int batches) {
  RunningStatistics running;
  for (int batch = 0; batch < batches; ++batch) {
    running.mean = running_momentum * running.mean + (1 - running_momentum) * feature.mean;
    running.variance = running_momentum * running.variance + (1 - running_momentum) * feature.variance;
  }
  return running;
}

FoldedNorm folded(const RunningStatistics& running, double gamma, double beta) {
  const double scale = gamma / std::sqrt(running.variance + normalizing_epsilon);
  return {scale, beta - scale * running.mean};
}

std::vector<double> dropped_out(std::span<const double> x, std::span<const double> draws, double ratio,
                                DropoutForm form) {
  assert(x.size() == draws.size());
  std::vector<double> out;
  for (size_t i = 0; i < x.size(); ++i) {
    const double kept = draws[i] > ratio ? x[i] : 0;
    out.push_back(form == DropoutForm::inverted ? kept / (1 - ratio) : kept);
  }
  return out;
}

double inference_factor(double ratio, DropoutForm form) { return form == DropoutForm::inverted ? 1 : 1 - ratio; }

std::vector<double> uniform_draws(int count, uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<double> draws;
  for (int i = 0; i < count; ++i) draws.push_back(static_cast<double>(random() >> 11) * 0x1p-53);
  return draws;
}

std::vector<double> normal_draws(int count, uint64_t seed) {
  constexpr int terms = 12;  // the variance of a uniform draw is 1/12
  const std::vector<double> uniform = uniform_draws(count * terms, seed);
  std::vector<double> draws;
  for (int i = 0; i < count; ++i) {
    double sum = -terms / 2.0;
    for (int k = 0; k < terms; ++k) sum += uniform[static_cast<size_t>(i * terms + k)];
    draws.push_back(sum);
  }
  return draws;
}

}  // namespace saddle
