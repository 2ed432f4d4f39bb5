#include <algorithm>
#include <numeric>

#include "core/rng.h"
#include "model/augmentation.h"
#include "probes/shared/dataset_statistics.h"
#include "train/augment/augment.h"
#include "train/probe_type.h"

// A look at the data: what they are, how many of each class, and single samples at each stage on their way into the
// network. It runs no network.
namespace saddle::probes {
namespace {

struct SamplesOptions {
  std::string part = "train", stage = "raw";
  int label = -1, of_each = 0, first = 0, count = 100, draw = 0;
  static auto fields() {
    using Options = SamplesOptions;
    return std::tuple{
        field("part", &Options::part, {.choices = {"train", "validation", "test"}}, "Of which set."),
        field("stage", &Options::stage, {.choices = {"raw", "augmented", "normalized", "input"}},
              "raw: as the data set holds them. augmented: varied as in training. normalized: as the network gets them "
              "when it is tested. input: varied and normalized, as in training."),
        field("label", &Options::label, {.min = -1, .max = 65535}, "Only those of this class; -1: of any."),
        field("of_each", &Options::of_each, {.min = 0, .max = 1000},
              "So many of each class, class by class; 0: all, in the order of the set."),
        field("first", &Options::first, {.min = 0, .max = 1e9}, "How many to skip."),
        field("count", &Options::count, {.min = 1, .max = 10000}, "How many at most."),
        field("draw", &Options::draw, {.min = 0, .max = 1e9}, "Another variant of each, where they are varied."),
    };
  }
};

constexpr int64_t most_sample_values = 4'000'000;  // of all samples of a reading

const Samples& part_named(const Dataset& dataset, const std::string& name) {
  return name == "train" ? dataset.train : name == "test" ? dataset.test : dataset.validation;
}

// Their numbers in the part, in the order in which they are shown.
std::vector<int64_t> chosen(const Dataset& dataset, const Samples& part, const SamplesOptions& options) {
  std::vector<int64_t> all;
  const bool labeled = !dataset.classes.empty() && !dataset.per_pixel;
  if (!labeled || (options.label < 0 && options.of_each == 0)) {
    all.resize(static_cast<size_t>(part.count));
    std::iota(all.begin(), all.end(), 0);
    return all;
  }
  if (options.label >= 0) {
    for (int64_t i = 0; i < part.count; ++i) {
      if (part.labels[static_cast<size_t>(i)] == options.label) all.push_back(i);
    }
    return all;
  }
  std::vector<std::vector<int64_t>> of_class(dataset.classes.size());
  for (int64_t i = 0; i < part.count; ++i) {
    auto& found = of_class[static_cast<size_t>(part.labels[static_cast<size_t>(i)])];
    if (std::ssize(found) < options.of_each) found.push_back(i);
  }
  for (const auto& found : of_class) all.insert(all.end(), found.begin(), found.end());
  return all;
}

Reading measure_samples(const Probe& probe, ProbeContext& context) {
  const auto options = read<SamplesOptions>(probe.options, "probe");
  const Dataset& dataset = context.dataset;
  const Shape& shape = dataset.sample;
  const int64_t width = shape.size();
  SamplesReading reading = context.memory.of<DatasetStatistics>().of(dataset);
  const Samples& part = part_named(dataset, options.part);
  std::vector<int64_t> found = chosen(dataset, part, options);
  reading.matching = std::ssize(found);
  const int64_t first = std::min<int64_t>(options.first, reading.matching);
  const int64_t count =
      std::min({reading.matching - first, int64_t{options.count}, std::max<int64_t>(1, most_sample_values / width)});
  reading.which.assign(found.begin() + first, found.begin() + first + count);
  reading.samples = {{count, width}, std::vector<float>(static_cast<size_t>(count * width))};
  const auto augmentation = read<AugmentationOptions>(context.experiment.augmentation, "data.augment");
  const bool varies =
      (options.stage == "augmented" || options.stage == "input") && shape.rank() == 3 && augmentation.any();
  const bool normalizes = options.stage == "normalized" || options.stage == "input";
  const uint64_t stream = key(key(context.seed, "look"), static_cast<uint64_t>(options.draw));
  std::vector<float> original(static_cast<size_t>(width));
  for (int64_t i = 0; i < count; ++i) {
    const int64_t index = reading.which[static_cast<size_t>(i)];
    float* to = reading.samples.values.data() + i * width;
    dataset.copy_sample(part, index, varies ? original.data() : to);
    if (varies)
      augment(augmentation, key(stream, static_cast<uint64_t>(index)), static_cast<int>(shape[0]),
              static_cast<int>(shape[1]), static_cast<int>(shape[2]), original.data(), to);
    if (normalizes) context.input.put(to, to);
    if (!dataset.classes.empty() && !dataset.per_pixel)
      reading.labels.push_back(part.labels[static_cast<size_t>(index)]);
    for (int64_t k = 0; k < dataset.outputs; ++k)
      reading.targets.push_back(part.targets[static_cast<size_t>(index * dataset.outputs + k)]);
  }
  return {.step = context.step, .content = std::move(reading)};
}

}  // namespace

ProbeType samples() {
  return {.entry = {.name = "samples",
                    .title = "Samples",
                    .help = "The data themselves: samples, how many there are of each class, and how large values are.",
                    .properties = table_of<SamplesOptions>()},
          .measure = measure_samples};
}

}  // namespace saddle::probes
