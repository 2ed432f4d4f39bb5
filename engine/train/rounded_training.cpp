#include "saddle/rounded_training.h"

#include <cmath>
#include <limits>
#include <tuple>
#include <utility>

#include "core/flush_to_zero.h"
#include "core/parallel.h"
#include "core/rng.h"
#include "core/rounding.h"
#include "model/optimizer_type.h"
#include "model/type_named.h"
#include "nn/network.h"
#include "saddle/traits.h"
#include "train/batches.h"
#include "train/batches_ahead.h"
#include "train/objective.h"
#include "train/optimizer.h"
#include "train/parameter_pieces.h"
#include "train/schedule.h"
#include "train/target_batch.h"

namespace saddle {
namespace {

const Experiment& fit_for_rounding(const Experiment& experiment, const Dataset& dataset, Precision precision) {
  if (precision == Precision::int8)
    throw Error("precision", "int8 has no gradients to train with; known: float, half, bfloat16");
  if (const auto issues = check(experiment, dataset); !issues.empty()) throw Error(issues.front());
  for (const Node& node : experiment.network) {
    if (catalog::layer_traits(node.type).family == LayerTraits::Family::auxiliary)
      throw Error("network", "has an auxiliary output, whose loss is not scaled; remove {}", node.type);
  }
  return experiment;
}

void round_all(View<float> values, Precision precision) {
  for (float& value : values.array()) value = rounded(value, precision);
}

class RoundedTrainer {
 public:
  RoundedTrainer(const Experiment& experiment, std::shared_ptr<const Dataset> dataset,
                 const RoundedTrainingOptions& options)
      : options_(options),
        training_(
            read<TrainingOptions>(fit_for_rounding(experiment, *dataset, options.precision).training, "training")),
        batches_(dataset, training_, {}),
        network_(experiment.network, dataset->sample, batches_.largest_count(), static_cast<uint64_t>(training_.seed)),
        objective_(experiment, network_),
        optimizer_(type_named(optimizers::all(), experiment.optimizer.type)
                       .factory.make<float>(experiment.optimizer.properties)),
        ahead_(batches_, workers_) {
    for (Param<float>* param : network_.params()) exact_.push_back(param->value.clone());
    network_.observe_training([this](StepIndex, View<float> out) { round_all(out, options_.precision); },
                              [this](StepIndex, View<float> gradient) { round_all(gradient, options_.precision); });
  }

  // Returns the loss.
  double step(RoundedTraining& so_far) {
    const auto number = so_far.steps();
    round_weights();
    const int count = ahead_.take(number, network_, targets_);
    round_all(network_.input(count), options_.precision);
    const Pass pass{.training = true,
                    .seed = key(key(static_cast<uint64_t>(training_.seed), "pass"), static_cast<uint64_t>(number)),
                    .every_activation = true};
    network_.forward(pass, count, workers_);
    const double loss = objective_.differentiate(count, targets_.targets());
    network_.doutput(count).array() *= static_cast<float>(options_.loss_scale);
    double zeros = std::numeric_limits<double>::quiet_NaN();
    bool finite = std::isfinite(loss);
    if (finite) {
      network_.backward(pass, count, workers_);
      std::tie(zeros, finite) = round_gradients();
      so_far.skipped += !finite;
    }
    put_back();
    if (finite) {
      update_parameters(network_, *optimizer_, factor(number));
      keep();
    }
    so_far.losses.push_back(loss);
    so_far.zeros.push_back(zeros);
    return loss;
  }

 private:
  double factor(int64_t step) const {
    return schedule_factor(training_, {.step = step,
                                       .total_steps = training_.epochs * batches_.steps_per_epoch(),
                                       .steps_per_epoch = batches_.steps_per_epoch()});
  }

  // The weights as the format has them; statistics stay as they are.
  void round_weights() {
    for (Param<float>* param : network_.params()) {
      if (param->spec.role != Role::statistic) round_all(param->value.view(), options_.precision);
    }
    network_.refresh();
  }
  void put_back() {
    for (size_t i = 0; i < exact_.size(); ++i) {
      Param<float>& param = *network_.params()[i];
      if (param.spec.role != Role::statistic) param.value.view().array() = exact_[i].view().array();
    }
  }
  void keep() {
    for (size_t i = 0; i < exact_.size(); ++i) {
      exact_[i].view().array() = network_.params()[i]->value.view().array();
      if (!options_.float_weights) round_all(exact_[i].view(), options_.precision);
    }
    network_.keep_statistics();
  }

  // Rounds the gradients of the weights and takes the scale from them again. Returns the share of zeros, and
  // whether all are finite.
  std::pair<double, bool> round_gradients() {
    int64_t zeros = 0, all = 0;
    bool finite = true;
    for (Param<float>* param : network_.params()) {
      for (float& gradient : param->grad.view().array()) {
        const float narrow = rounded(gradient, options_.precision);
        zeros += narrow == 0;
        finite = finite && std::isfinite(narrow);
        gradient = narrow / static_cast<float>(options_.loss_scale);
        ++all;
      }
    }
    return {all > 0 ? static_cast<double>(zeros) / static_cast<double>(all) : 0, finite};
  }

  const RoundedTrainingOptions options_;
  const TrainingOptions training_;
  Workers workers_{1};
  Batches batches_;
  Network<float> network_;
  Objective<float> objective_;
  std::unique_ptr<Optimizer<float>> optimizer_;
  BatchesAhead ahead_;
  TargetBatch<float> targets_;
  std::vector<Tensor<float>> exact_;  // the weights that steps are added to
};

}  // namespace

RoundedTraining train_rounded(const Experiment& experiment, std::shared_ptr<const Dataset> dataset,
                              const RoundedTrainingOptions& options,
                              const std::function<bool(const RoundedTraining&)>& go_on) {
  const FlushToZero flush;
  RoundedTrainer trainer(experiment, std::move(dataset), options);
  RoundedTraining training;
  while (training.steps() < options.steps) {
    if (!std::isfinite(trainer.step(training)) || (go_on && !go_on(training))) break;
  }
  return training;
}

}  // namespace saddle
