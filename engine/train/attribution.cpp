#include "saddle/attribution.h"

#include <algorithm>
#include <functional>

#include "core/rng.h"
#include "train/model_inside.h"

namespace saddle {
namespace {

int64_t width_of(const Model& model, std::span<const float> sample) {
  const int64_t width = model.sample().shape.size();
  if (std::ssize(sample) != width)
    throw Error("", "the network takes {} numbers a sample, got {}; pass one whole sample", width, sample.size());
  return width;
}

std::vector<float> smoothed_gradient(const Model& model, std::span<const float> sample, const Asked& asked,
                                     const AttributionOptions& options) {
  const auto [low, high] = std::ranges::minmax(sample);
  const double deviation = options.noise * static_cast<double>(high - low);
  const int copies = std::max(options.copies, 1);
  Rng rng(key(options.seed, "smoothed gradient"));
  std::vector<float> noisy;
  for (int i = 0; i < copies; ++i) {
    for (const float value : sample) noisy.push_back(value + static_cast<float>(deviation * rng.normal()));
  }
  const std::vector<float> gradients = input_gradient(model, noisy, asked);
  std::vector<float> mean(sample.size(), 0.0f);
  for (size_t i = 0; i < gradients.size(); ++i) mean[i % mean.size()] += gradients[i] / static_cast<float>(copies);
  return mean;
}

// The integral by the middles of as many parts of the way.
std::vector<float> integrated_gradient(const Model& model, std::span<const float> sample, const Asked& asked,
                                       const AttributionOptions& options) {
  const int places = std::max(options.copies, 1);
  std::vector<float> way;
  for (int i = 0; i < places; ++i) {
    const float share = (static_cast<float>(i) + 0.5f) / static_cast<float>(places);
    for (const float value : sample) way.push_back(share * value);
  }
  const std::vector<float> gradients = input_gradient(model, way, asked);
  std::vector<float> sum(sample.size(), 0.0f);
  for (size_t i = 0; i < gradients.size(); ++i)
    sum[i % sum.size()] += gradients[i] * sample[i % sum.size()] / static_cast<float>(places);
  return sum;
}

std::vector<float> occlusion(const Model& model, std::span<const float> sample, const Asked& asked, int patch) {
  const Shape& shape = model.sample().shape;
  if (shape.rank() != 3)
    throw Error("occlusion", "hides parts of pictures, but the model takes {}; ask for a gradient", shape.text());
  const int64_t channels = shape[0], height = shape[1], width = shape[2];
  const int64_t before = (std::max(patch, 1) - 1) / 2, after = std::max(patch, 1) / 2;
  std::vector<float> hidden;
  hidden.reserve(sample.size() * static_cast<size_t>(height * width + 1));
  hidden.insert(hidden.end(), sample.begin(), sample.end());
  for (int64_t y = 0; y < height; ++y) {
    for (int64_t x = 0; x < width; ++x) {
      const auto copy = hidden.insert(hidden.end(), sample.begin(), sample.end());
      for (int64_t row = std::max<int64_t>(y - before, 0); row <= std::min(y + after, height - 1); ++row) {
        const int64_t left = std::max<int64_t>(x - before, 0), right = std::min(x + after, width - 1) + 1;
        std::fill(copy + (row * width + left) * channels, copy + (row * width + right) * channels, 0.0f);
      }
    }
  }
  const std::vector<float> all = asked_of(model, hidden, asked);
  std::vector<float> drops;
  for (int64_t pixel = 0; pixel < height * width; ++pixel)
    drops.insert(drops.end(), static_cast<size_t>(channels), all[0] - all[static_cast<size_t>(pixel) + 1]);
  return drops;
}

}  // namespace

std::vector<float> asked_of(const Model& model, std::span<const float> samples, const Asked& asked) {
  return ModelInside::of(model).with_network([&](Inference& network) { return network.asked_of(samples, asked); });
}

std::vector<float> input_gradient(const Model& model, std::span<const float> samples, const Asked& asked) {
  return ModelInside::of(model).with_network(
      [&](Inference& network) { return network.input_gradient(samples, asked); });
}

std::vector<float> attribution(const Model& model, std::span<const float> sample, const Asked& asked,
                               const AttributionOptions& options) {
  width_of(model, sample);
  switch (options.method) {
    case AttributionMethod::smoothed:
      return smoothed_gradient(model, sample, asked, options);
    case AttributionMethod::integrated:
      return integrated_gradient(model, sample, asked, options);
    case AttributionMethod::occlusion:
      return occlusion(model, sample, asked, options.patch);
    case AttributionMethod::gradient:
    case AttributionMethod::times_input:
      break;
  }
  std::vector<float> values = input_gradient(model, sample, asked);
  if (options.method == AttributionMethod::times_input)
    std::ranges::transform(values, sample, values.begin(), std::multiplies());
  return values;
}

}  // namespace saddle
