#include "probes/shared/judgement.h"
#include "train/target_batch.h"

// One sample of the test set and what the network makes of it: "sample" (channels-last) and "output", the probabilities
// of the classes or the numbers of a regression. Of a map instead of those, (H, W): "labels", "decided" and
// "confidence".
namespace saddle::probes {
namespace {

struct ExampleOptions {
  int index = 0;
  static auto fields() {
    return std::tuple{field("index", &ExampleOptions::index, {.min = 0, .max = 2147483647}, "Into the test set.")};
  }
};

Reading measure(const Probe& probe, ProbeContext& context) {
  const int64_t index = read<ExampleOptions>(probe.options, "probe").index;
  const Dataset& dataset = context.dataset;
  Reading reading{.step = context.step};
  if (index >= dataset.test.count) return reading;
  const View<float> input = context.network.input(1);
  dataset.copy_sample(dataset.test, index, input.data);
  reading.arrays.push_back({"sample", dataset.sample, {input.data, input.data + input.size()}});
  context.normalisation.apply(input.data, input.size());
  TargetBatch<float> target;
  target.begin(dataset, 1);
  target.set(0, dataset.test, index);
  context.network.forward({}, 1, context.workers);
  const View<float> output = context.network.output(1);
  std::vector<int> decided;
  Results results{.samples = 1, .examined = 1, .oldest = context.step, .newest = context.step, .matching = 1};
  Answer answer = judge(context, output, target.targets(), decided);
  answer.sample = index;
  answer.step = context.step;
  results.answers.push_back(answer);
  reading.results = std::make_shared<const Results>(std::move(results));
  if (dataset.per_pixel) {
    const Shape map{dataset.sample[1], dataset.sample[2]};
    const int64_t classes = output.size() / map.size();
    std::vector<float> confidence;
    for (int64_t i = 0; i < map.size(); ++i)
      confidence.push_back(probability_of(output.data + i * classes, classes, decided[static_cast<size_t>(i)]));
    reading.arrays.push_back({"labels", map, {target.labels().begin(), target.labels().end()}});
    reading.arrays.push_back({"decided", map, {decided.begin(), decided.end()}});
    reading.arrays.push_back({"confidence", map, std::move(confidence)});
    return reading;
  }
  const int64_t count = dataset.outputs > 0 ? output.size() : std::max<int64_t>(output.size(), 2);
  Reading::Array outputs{"output", {count}, {}};
  for (int64_t k = 0; k < count; ++k)
    outputs.values.push_back(dataset.outputs > 0 ? output.data[k] : probability_of(output.data, output.size(), k));
  reading.arrays.push_back(std::move(outputs));
  if (dataset.outputs > 0) {
    const View<const float> wanted = target.targets().values;
    reading.arrays.push_back({"target", {wanted.size()}, {wanted.data, wanted.data + wanted.size()}});
  }
  return reading;
}

}  // namespace

ProbeType example() {
  return {.entry = {.name = "example",
                    .title = "Example",
                    .help = "One sample of the test set, and what the network makes of it.",
                    .properties = table_of<ExampleOptions>()},
          .measure = measure};
}

}  // namespace saddle::probes
