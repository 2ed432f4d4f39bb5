#include "saddle/one_step.h"

#include <algorithm>

#include "core/flush_to_zero.h"
#include "saddle/catalog.h"
#include "saddle/model.h"
#include "train/path_of_weight.h"
#include "train/schedule.h"
#include "train/trainer_state.h"

namespace saddle {
namespace {

// One sample of it, which is all there is to learn from.
std::shared_ptr<const Dataset> sample_alone(const Dataset& dataset, int64_t sample) {
  if (sample < 0 || sample >= dataset.train.count)
    throw Error("sample", "there are {} examples, counted from 0; there is none at {}", dataset.train.count, sample);
  Dataset alone{.name = dataset.name,
                .sample = dataset.sample,
                .classes = dataset.classes,
                .per_pixel = dataset.per_pixel,
                .outputs = dataset.outputs,
                .features = dataset.features,
                .notes = {},
                .normalization = dataset.normalization,
                .train = {},
                .validation = {},
                .test = {}};
  const Samples& from = dataset.train;
  alone.train.count = 1;
  alone.train.values.resize(static_cast<size_t>(dataset.sample.size()));
  dataset.copy_sample(from, sample, alone.train.values.data());
  const auto some = [sample]<class T>(const std::vector<T>& all, int64_t width) {
    return std::vector<T>(all.begin() + sample * width, all.begin() + (sample + 1) * width);
  };
  alone.train.labels = some(from.labels, dataset.labels_per_sample());
  alone.train.targets = some(from.targets, dataset.outputs);
  alone.test = alone.train;
  return std::make_shared<const Dataset>(std::move(alone));
}

Experiment for_one_sample(Experiment experiment) {
  experiment.augmentation.clear();
  experiment.training.insert_or_assign("batch_size", 1);
  experiment.training.insert_or_assign("threads", 1);
  return experiment;
}

// The update by the formula of the catalog: the last step of a walk along one axis, of which no more is known than
// what goes into that step.
std::vector<ExplainedLine> explained_update(Choice optimizer, const StillNetwork::Number& before, double gradient) {
  const Entry& entry = catalog::get(catalog::optimizers(), optimizer.type, "optimizer");
  const auto number = [&](std::string_view name) {
    return number_of(value_of(optimizer.properties, *find(entry.properties, name)));
  };
  optimizer.properties.insert_or_assign("learning_rate", number("learning_rate") * before.rate_factor);
  if (!before.decays) optimizer.properties.insert_or_assign("weight_decay", 0.0);
  const int64_t step = before.steps + 1;
  const auto at_last = [step](double value) {
    std::vector<double> all(static_cast<size_t>(step) + 1, 0.0);
    all[static_cast<size_t>(step) - 1] = value;
    return all;
  };
  Trajectory path;
  path.x = at_last(before.value);
  path.gx = at_last(gradient);
  for (const auto& [name, value] : before.memory) path.states.push_back({name, at_last(value), {}});
  return explain({.name = {}, .optimizer = std::move(optimizer)}, path, step, Along::x);
}

}  // namespace

OneStep one_step(const Experiment& experiment, const Dataset& dataset, const Model* model,
                 const OneStepQuestion& question) {
  const FlushToZero flush;
  Trainer trainer(for_one_sample(experiment), sample_alone(dataset, question.sample));
  if (model) model->is_checkpoint() ? trainer.resume(*model) : trainer.load(*model);
  StillNetwork still(trainer, 1);
  OneStep step;
  step.sample = question.sample;
  step.loss = still.forward();
  step.parameter = question.parameter;
  if (step.parameter.empty()) step.parameter = still.network().param_names().front();
  step.index = question.index;
  const StillNetwork::Place place = still.place_of(step.parameter, step.index);
  step.size = place.param->value.size();
  step.layer = still.network().names()[place.step];
  still.backward();
  step.weight = place.param->value[step.index];
  step.gradient = place.param->grad[step.index];
  PathOfWeight(still, place, step.index).describe(step);

  const StillNetwork::Number before = StillNetwork::number_of(trainer, step.parameter, step.index);
  trainer.step();
  const StillNetwork::Number after = StillNetwork::number_of(trainer, step.parameter, step.index);
  step.update = explained_update(experiment.optimizer, before, after.gradient);
  step.weight_after = after.value;
  // With the same random numbers, so that the losses can be compared.
  place.param->value[step.index] = after.value;
  step.loss_after_alone = still.forward();
  still.take_weights(trainer);
  step.loss_after = still.forward();
  return step;
}

std::vector<ParameterSize> trained_parameters(const Experiment& experiment, const Shape& sample) {
  std::vector<ParameterSize> sizes;
  const Network<float> network(experiment.network, sample, 1, 1);
  for (size_t i = 0; i < network.params().size(); ++i) {
    const Param<float>& param = *network.params()[i];
    if (param.spec.role != Role::statistic) sizes.push_back({network.param_names()[i], param.value.size()});
  }
  return sizes;
}

}  // namespace saddle
