#include <algorithm>

#include "train/probe_type.h"

// What one sample becomes in every layer, or in one.
namespace saddle::probes {
namespace {

struct FeatureMapOptions {
  int sample = 0;
  std::string part = "test";
  static auto fields() {
    return std::tuple{
        field("sample", &FeatureMapOptions::sample, {.min = 0, .max = 2147483647},
              "Which sample of the data set, from 0 on; an input of its own goes before it."),
        field("part", &FeatureMapOptions::part, {.choices = {"train", "validation", "test"}}, "Of which part of it."),
    };
  }
};

// Channels-last to (C, H, W).
Array array_of(const Shape& shape, const float* values) {
  Array array{shape, {values, values + shape.size()}};
  if (shape.rank() != 3) return array;
  const int64_t channels = shape[0], pixels = shape[1] * shape[2];
  for (int64_t c = 0; c < channels; ++c) {
    for (int64_t i = 0; i < pixels; ++i) array.values[static_cast<size_t>(c * pixels + i)] = values[i * channels + c];
  }
  return array;
}

Reading measure_feature_maps(const Probe& probe, ProbeContext& context) {
  const auto options = read<FeatureMapOptions>(probe.options, "probe");
  Network<float>& network = context.network;
  const View<float> input = network.input(1);
  Reading reading{.step = context.step};
  FeatureMapsReading maps;
  if (probe.input) {
    if (static_cast<int64_t>(probe.input->size()) != input.size()) return reading;
    std::copy(probe.input->begin(), probe.input->end(), input.data);
  } else {
    const Samples& samples = context.dataset.part(options.part == "train"        ? Dataset::Part::train
                                                  : options.part == "validation" ? Dataset::Part::validation
                                                                                 : Dataset::Part::test);
    if (options.sample >= samples.count) {
      throw Error("probe.sample", "there are {} samples in the {} set, counted from 0; got {}", samples.count,
                  options.part, options.sample);
    }
    context.dataset.copy_sample(samples, options.sample, input.data);
    if (context.dataset.labels_per_sample() == 1) maps.label = samples.labels[static_cast<size_t>(options.sample)];
  }
  maps.picture = array_of(context.dataset.sample, input.data);
  context.input.put(input.data, input.data);
  maps.input = array_of(context.dataset.sample, input.data);
  network.forward({.every_activation = true}, 1, context.workers);
  for (const StepIndex step : network.steps()) {
    if (!network.is_needed(step) || (!probe.node.empty() && probe.node != network.names()[step])) continue;
    maps.layers.push_back(
        {network.names()[step], array_of(network.plan().steps[step].shape, network.activation(step, 1).data)});
  }
  reading.content = std::move(maps);
  return reading;
}

}  // namespace

ProbeType feature_maps() {
  return {.entry = {.name = "feature_maps",
                    .title = "Feature maps",
                    .help = "What one picture becomes in every layer.",
                    .source = "Zeiler and Fergus, 2014",
                    .properties = table_of<FeatureMapOptions>()},
          .measure = measure_feature_maps};
}

}  // namespace saddle::probes
