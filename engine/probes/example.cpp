#include "probes/shared/judgement.h"
#include "train/target_batch.h"

// One sample of the test set and what the network makes of it.
namespace saddle::probes {
namespace {

struct ExampleOptions {
  int index = 0;
  static auto fields() {
    return std::tuple{field("index", &ExampleOptions::index, {.min = 0, .max = 2147483647}, "Into the test set.")};
  }
};

Reading measure_example(const Probe& probe, ProbeContext& context) {
  const int64_t index = read<ExampleOptions>(probe.options, "probe").index;
  const Dataset& dataset = context.dataset;
  if (index >= dataset.test.count) return {.step = context.step};
  const View<float> input = context.network.input(1);
  dataset.copy_sample(dataset.test, index, input.data);
  ExampleReading found{.answer = {}, .sample = {dataset.sample, {input.data, input.data + input.size()}}};
  context.input.put(input.data, input.data);
  TargetBatch<float> target;
  target.begin(dataset, 1);
  target.set(0, dataset.test, index);
  context.network.forward({}, 1, context.workers);
  const View<float> output = context.network.output(1);
  std::vector<int> decided;
  found.answer = judge(context, output, target.targets(), decided);
  found.answer.sample = index;
  found.answer.step = context.step;
  if (dataset.per_pixel) {
    const Shape shape{dataset.sample[1], dataset.sample[2]};
    const int64_t classes = output.size() / shape.size();
    ExampleReading::Map map{shape, {target.labels().begin(), target.labels().end()}, std::move(decided), {}};
    for (int64_t i = 0; i < shape.size(); ++i)
      map.confidence.push_back(probability_of(output.data + i * classes, classes, map.decided[static_cast<size_t>(i)]));
    found.map = std::move(map);
    return {.step = context.step, .content = std::move(found)};
  }
  const int64_t count = dataset.outputs > 0 ? output.size() : std::max<int64_t>(output.size(), 2);
  for (int64_t k = 0; k < count; ++k)
    found.output.push_back(dataset.outputs > 0 ? output.data[k] : probability_of(output.data, output.size(), k));
  if (dataset.outputs > 0) {
    const View<const float> wanted = target.targets().values;
    found.target.assign(wanted.data, wanted.data + wanted.size());
  }
  return {.step = context.step, .content = std::move(found)};
}

}  // namespace

ProbeType example() {
  return {.entry = {.name = "example",
                    .title = "Example",
                    .help = "One sample of the test set, and what the network makes of it.",
                    .properties = table_of<ExampleOptions>()},
          .measure = measure_example};
}

}  // namespace saddle::probes
