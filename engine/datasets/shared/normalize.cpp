#include "datasets/shared/normalize.h"

#include <algorithm>
#include <cmath>

namespace saddle {

void normalize(Dataset& dataset, const std::string& choice) {
  dataset.normalization = {};
  if (choice == "none" || dataset.train.count == 0) return;
  const size_t width = static_cast<size_t>(dataset.sample.size());
  const size_t period = static_cast<size_t>(dataset.sample[0]);  // channels of an image, or features of a vector
  std::vector<double> mean(period), squares(period);
  std::vector<float> sample(width);
  const double rows = static_cast<double>(dataset.train.count) * static_cast<double>(width / period);
  const auto each_value = [&](const auto& use) {
    for (int64_t i = 0; i < dataset.train.count; ++i) {
      dataset.copy_sample(dataset.train, i, sample.data());
      for (size_t k = 0; k < width; ++k) use(k % period, static_cast<double>(sample[k]));
    }
  };
  if (choice == "scale") {
    float largest = 0;
    each_value([&](size_t, double x) { largest = std::max(largest, static_cast<float>(std::abs(x))); });
    dataset.normalization.mean.assign(period, 0.0f);
    dataset.normalization.deviation.assign(period, largest > 0 ? largest : 1.0f);
    return;
  }
  each_value([&](size_t k, double x) { mean[k] += x / rows; });
  each_value([&](size_t k, double x) { squares[k] += (x - mean[k]) * (x - mean[k]) / rows; });
  for (size_t k = 0; k < period; ++k) {
    dataset.normalization.mean.push_back(static_cast<float>(mean[k]));
    dataset.normalization.deviation.push_back(squares[k] > 1e-12 ? static_cast<float>(std::sqrt(squares[k])) : 1.0f);
  }
}

}  // namespace saddle
