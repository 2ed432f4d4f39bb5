#include <algorithm>

#include "train/inference.h"
#include "train/probe_type.h"

// What the network makes of one sample: the probabilities of the classes, or the numbers of a regression.
namespace saddle::probes {
namespace {

Reading measure_prediction(const Probe& probe, ProbeContext& context) {
  const View<float> input = context.network.input(1);
  if (!probe.input || static_cast<int64_t>(probe.input->size()) != input.size()) return {.step = context.step};
  context.input.put(probe.input->data(), input.data);
  context.network.forward({}, 1, context.workers);
  return {.step = context.step,
          .content = PredictionReading{
              presented(context.objective.loss(), context.network.output(1), std::ssize(context.dataset.classes))}};
}

}  // namespace

ProbeType prediction() {
  return {
      .entry = {.name = "prediction", .title = "Prediction", .help = "The probability of each class, for one sample."},
      .measure = measure_prediction};
}

}  // namespace saddle::probes
