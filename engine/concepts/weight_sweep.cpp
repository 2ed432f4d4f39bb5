#include <algorithm>
#include <cassert>
#include <cmath>

#include <fmt/format.h>

#include "saddle/dataset.h"
#include "saddle/reading.h"
#include "saddle/softmax.h"
#include "saddle/trainer.h"

namespace saddle {
namespace {

constexpr int swept_values = 161, steps_before = 120;
constexpr double swept_reach = 4;

Experiment small_experiment() {
  Experiment experiment;
  experiment.data = {"moons", {{"train", 40}, {"test", 10}}};
  experiment.network = {{.name = "hidden", .type = "dense", .properties = {{"units", swept_weights / 2}}},
                        {.name = "tanh", .type = "tanh"},
                        {.name = "output", .type = "dense", .properties = {{"units", 1}}}};
  experiment.loss = {"sigmoid_cross_entropy"};
  experiment.optimizer = {"adam", {{"learning_rate", 0.03}}};
  experiment.training = {{"batch_size", 20}, {"threads", 1}};
  return experiment;
}

}  // namespace

WeightSweep sweep_weight(int which) {
  assert(which >= 0 && which < swept_weights);
  const Experiment experiment = small_experiment();
  Trainer trainer(experiment, load_dataset(experiment.data));
  for (int step = 0; step < steps_before; ++step) trainer.step();
  WeightSweep sweep{.weight = fmt::format("hidden/weight[{}]", which)};
  const Reading parameters = trainer.measure({.type = "parameters", .node = "hidden"});
  sweep.trained =
      static_cast<double>(parameters.as<ParametersReading>()->find("weight")->values[static_cast<size_t>(which)]);
  for (int i = 0; i < swept_values; ++i) {
    const double value = -swept_reach + 2 * swept_reach * i / (swept_values - 1);
    trainer.set_weight("hidden/weight", which, value);
    const Evaluation evaluation = trainer.evaluate(Dataset::Part::train);
    sweep.values.push_back(value);
    sweep.losses.push_back(evaluation.loss);
    sweep.accuracies.push_back(evaluation.accuracy);
    sweep.samples = static_cast<int>(evaluation.samples);
  }
  return sweep;
}

size_t nearest_in(const WeightSweep& sweep, double value) {
  const auto above = std::lower_bound(sweep.values.begin(), sweep.values.end(), value);
  const auto at = static_cast<size_t>(above - sweep.values.begin());
  if (at == 0) return 0;
  if (at == sweep.values.size()) return at - 1;
  return value - sweep.values[at - 1] <= sweep.values[at] - value ? at - 1 : at;
}

}  // namespace saddle
