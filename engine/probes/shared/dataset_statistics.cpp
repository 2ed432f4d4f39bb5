#include "probes/shared/dataset_statistics.h"

#include <algorithm>

#include "core/tensor.h"
#include "probes/shared/distribution.h"

namespace saddle {
namespace {

constexpr int64_t most_values = 4'000'000;  // that are looked at
constexpr int64_t most_features = 512;      // that are told apart

SamplesReading::Part part_of(const Dataset& dataset, const Samples& samples) {
  SamplesReading::Part part{.count = samples.count, .of_class = {}};
  if (dataset.classes.empty()) return part;
  part.of_class.resize(dataset.classes.size());
  for (const int label : samples.labels) ++part.of_class[static_cast<size_t>(label)];
  return part;
}

std::string name_of(const Dataset& dataset, int64_t feature) {
  if (dataset.sample.rank() == 1 && std::ssize(dataset.features) == dataset.sample[0])
    return dataset.features[static_cast<size_t>(feature)];
  return std::to_string(feature + 1);
}

}  // namespace

const SamplesReading& DatasetStatistics::of(const Dataset& dataset) {
  if (done_) return found_;
  found_.train = part_of(dataset, dataset.train);
  found_.validation = part_of(dataset, dataset.validation);
  found_.test = part_of(dataset, dataset.test);
  const int64_t width = dataset.sample.size(), period = dataset.sample[0];  // features, or channels, which lie last
  found_.surveyed = std::min(dataset.train.count, std::max<int64_t>(1, most_values / width));
  std::vector<float> values(static_cast<size_t>(found_.surveyed * width));
  for (int64_t i = 0; i < found_.surveyed; ++i)
    dataset.copy_sample(dataset.train, i * dataset.train.count / found_.surveyed, values.data() + i * width);
  const bool apart = period <= most_features;
  for (int64_t feature = 0; feature < (apart ? period : 1); ++feature) {
    std::vector<float> own;
    for (int64_t i = apart ? feature : 0; i < std::ssize(values); i += apart ? period : 1)
      own.push_back(values[static_cast<size_t>(i)]);
    const auto [low, high] = std::ranges::minmax(own);
    const double least = static_cast<double>(low), most = static_cast<double>(high);
    const HistogramOptions options{.bins = 24, .low = least, .high = most > least ? most : least + 1};
    const View<const float> view{own.data(), {std::ssize(own), 1}};
    found_.features.push_back({name_of(dataset, feature), distribution_of(view, options, {})});
  }
  done_ = true;
  return found_;
}

}  // namespace saddle
