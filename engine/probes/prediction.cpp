#include "train/probe_type.h"

// What the network makes of one sample: the probabilities of the classes, or the numbers of a regression.
namespace saddle::probes {
namespace {

Reading measure(const Probe& probe, ProbeContext& context) {
  const View<float> input = context.network.input(1);
  if (!probe.input || static_cast<int64_t>(probe.input->size()) != input.size()) return {.step = context.step};
  context.input.put(probe.input->data(), input.data);
  context.network.forward({}, 1, context.workers);
  const View<float> output = context.network.output(1);
  context.objective.loss().present(output);
  if (output.size() == 1 && context.dataset.classes.size() == 2)
    return {.step = context.step, .content = PredictionReading{{1 - output.data[0], output.data[0]}}};
  return {.step = context.step, .content = PredictionReading{{output.data, output.data + output.size()}}};
}

}  // namespace

ProbeType prediction() {
  return {
      .entry = {.name = "prediction", .title = "Prediction", .help = "The probability of each class, for one sample."},
      .measure = measure};
}

}  // namespace saddle::probes
