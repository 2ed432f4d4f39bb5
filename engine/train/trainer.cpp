#include "saddle/trainer.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/flush_to_zero.h"
#include "core/rng.h"
#include "model/batch_statistics.h"
#include "model/gradient_barrier.h"
#include "model/layer_type.h"
#include "model/optimizer_type.h"
#include "model/path.h"
#include "model/type_named.h"
#include "saddle/surgery.h"
#include "train/diagnose.h"
#include "train/gradient_norm.h"
#include "train/inference.h"
#include "train/sabotage.h"
#include "train/schedule.h"
#include "train/trainer_state.h"

namespace saddle {
namespace {

const Experiment& checked(const Experiment& experiment, const Dataset& dataset) {
  if (const auto issues = check(experiment, dataset); !issues.empty()) throw Error(issues.front());
  // However large its batches are to be.
  if (dataset.train.count == 1) {
    const Plan plan = saddle::plan(experiment.network, dataset.sample);
    if (const auto blind = batch_statistics(experiment.network, plan, dataset.sample).blind)
      throw Error(
          "data.train",
          "with one sample to train on, {} has nothing to compare it with and nothing is learned; train on 2 or "
          "more",
          names_of(experiment.network)[static_cast<size_t>(*blind)]);
  }
  return experiment;
}

}  // namespace

Trainer::State::State(const Experiment& wanted, std::shared_ptr<const Dataset> data, ThreadPool& pool)
    : experiment(checked(wanted, *data)),
      built(with_fault(wanted)),
      sabotage(sabotage_of(wanted)),
      training(read<TrainingOptions>(built.training, "training")),
      given(std::move(data)),
      dataset(sabotaged(given, sabotage, static_cast<uint64_t>(training.seed))),
      threads(pool.workers(training.threads)),
      workers(*threads),
      batches(dataset, training, read<AugmentationOptions>(wanted.augmentation, "data.augment"),
              batch_statistics(built.network, saddle::plan(built.network, dataset->sample), dataset->sample).any
                  ? Batches::LoneSample::joins
                  : Batches::LoneSample::stays_alone),
      network(built.network, dataset->sample, std::max({training.batch_size, batches.largest_count(), most_evaluated}),
              static_cast<uint64_t>(training.seed)),
      objective(built, network),
      optimizer(type_named(optimizers::all(), built.optimizer.type).factory.make<float>(built.optimizer.properties)),
      ahead(batches, workers),
      cannot_learn(gradient_barrier(built.network, network.plan())),
      most_samples(samples_in_memory(network.plan())),
      evaluate(network, objective, *dataset, batches.input(), workers, std::min(most_samples, most_evaluated)),
      pieces(network) {
  spoil();
  if (!pool.ranks() || !network.shares(batches.largest_count())) return;
  ranks = pool.ranks();
  network.share(*ranks);
  if (ranks->rank() == 0) evaluate.tell_others([this](const RankWord& word) { tell(word); });
}

Progress Trainer::State::progress() const {
  return {.step = steps,
          .total_steps = training.epochs * batches.steps_per_epoch(),
          .steps_per_epoch = batches.steps_per_epoch()};
}

Pass Trainer::State::training_pass() const {
  return {.training = true,
          .seed = key(key(static_cast<uint64_t>(training.seed), "pass"), static_cast<uint64_t>(steps))};
}

bool Trainer::State::gradient_is_finite(int count) {
  return network.shares(count) ? pieces.gradient_is_finite(workers) : saddle::gradient_is_finite(network);
}

void Trainer::State::update(int count, double rate) {
  if (network.shares(count)) {
    pieces.update(*optimizer, rate, workers);
  } else {
    update_parameters(network, *optimizer, rate);
  }
}

Trainer::Trainer(const Experiment& experiment, std::shared_ptr<const Dataset> dataset, ThreadPool& pool)
    : state_(std::make_unique<State>(experiment, std::move(dataset), pool)) {}
Trainer::Trainer(const Experiment& experiment, std::shared_ptr<const Dataset> dataset) {
  ThreadPool own;
  state_ = std::make_unique<State>(experiment, std::move(dataset), own);
}
Trainer::~Trainer() = default;
Trainer::Trainer(Trainer&&) noexcept = default;
Trainer& Trainer::operator=(Trainer&&) noexcept = default;

double Trainer::step() {
  const FlushToZero flush;
  State& s = *state_;
  if (s.cannot_learn) throw Error(*s.cannot_learn);
  s.tell({.what = RankWord::What::step});
  const int count = s.ahead.take(s.steps, s.network, s.targets);
  Pass pass = s.training_pass();
  pass.shared = s.network.is_shared();
  s.network.forward(pass, count, s.workers);
  const double loss = s.objective.differentiate(count, s.targets.targets()) + s.optimizer->penalty(s.network.params());
  s.failed_in_backward = false;
  if (!std::isfinite(loss)) return loss;
  if (!s.network.statistics_are_finite()) return std::numeric_limits<double>::quiet_NaN();
  s.network.backward(pass, count, s.workers);
  for (Param<float>* param : s.cut) param->grad.view().array().setZero();
  s.network.drop_frozen_gradient();
  if (!s.gradient_is_finite(count)) {
    s.failed_in_backward = true;
    return std::numeric_limits<double>::quiet_NaN();
  }
  clip_gradient(s.network, s.training.clip_norm);
  if (s.movement.wanted()) s.movement.before_update();
  s.update(count, schedule_factor(s.training, s.progress()));
  if (s.sabotage != Sabotage::stale_statistics) s.network.keep_statistics();
  s.network.refresh(count, s.workers);
  ++s.steps;
  if (s.movement.wanted()) s.movement.after_update(s.steps);
  if (s.path.followed()) s.path.after_step(s.steps);
  return loss;
}

// In the memory of what was remembered before.
void Trainer::remember() {
  State& s = *state_;
  Moment before = s.good ? std::move(*s.good) : Moment();
  s.good.reset();
  s.good = capture(s.network, s.optimizer.get(), s.steps, {}, std::move(before));
}

void Trainer::go_back() {
  State& s = *state_;
  if (!s.good) return;
  restore(*s.good, s.network, s.optimizer.get());
  s.network.refresh();
  s.forget_measured();
}

void Trainer::follow_next_step() { state_->movement.follow(); }

void Trainer::follow_path(bool wanted) {
  State& s = *state_;
  s.path.follow(wanted, s.steps);
  if (!wanted) s.memory.path_dropped();
}

double Trainer::gradient_norm() const { return saddle::gradient_norm(state_->network); }
int64_t Trainer::steps() const { return state_->steps; }
int64_t Trainer::steps_per_epoch() const { return state_->batches.steps_per_epoch(); }
int64_t Trainer::total_steps() const { return state_->training.epochs * steps_per_epoch(); }
int Trainer::batch_size() const { return state_->training.batch_size; }
int Trainer::threads() const { return state_->workers.threads(); }

void Trainer::tune(const std::string& path, const Value& value) {
  State& s = *state_;
  Experiment tuned = s.experiment;
  assign(tuned, path, value);
  if (const auto layer = layer_path(path)) return s.operate(*layer, std::move(tuned));
  const std::string prefix = "optimizer.";
  const auto& table = type_named(optimizers::all(), s.experiment.optimizer.type).entry.properties;
  const Property* row = path.starts_with(prefix) ? find(table, path.substr(prefix.size())) : nullptr;
  if (!row || !row->live) throw Error(path, "cannot change while the network is trained; reset to use it");
  s.built = with_fault(tuned);
  s.optimizer->configure(s.built.optimizer.properties);
  s.experiment = std::move(tuned);
}

void Trainer::State::operate(const LayerPath& path, Experiment operated) {
  const Node& node = operated.network[path.layer];
  const Property* row = find(type_named(layers::all(), node.type).entry.properties, path.key);
  if (!row || !row->live)
    throw Error(fmt::format("network[{}].{}", path.layer, path.key),
                "cannot change while the network is trained; reset to use it");
  if (const auto issues = check(operated, *dataset); !issues.empty()) throw Error(issues.front());
  built = with_fault(operated);
  experiment = std::move(operated);
  for (const StepIndex step : network.steps()) {
    if (static_cast<size_t>(network.plan().steps[step].node) != path.layer) continue;
    const Properties& properties = built.network[path.layer].properties;
    network.pin(step, pinned_of(properties));
    network.freeze(step, is_frozen(properties));
  }
  forget_measured();
}

void Trainer::set_weight(const std::string& parameter, int64_t index, double value) {
  State& s = *state_;
  const auto& names = s.network.param_names();
  const auto found = std::find(names.begin(), names.end(), parameter);
  if (found == names.end()) throw Error(parameter, "the network has no such parameter");
  Param<float>& param = *s.network.params()[static_cast<size_t>(found - names.begin())];
  if (index < 0 || index >= param.value.size())
    throw Error(parameter, "it has {} numbers, counted from 0; there is none at {}", param.value.size(), index);
  if (!std::isfinite(value)) throw Error(parameter, "expected a number, got {}", value);
  param.value[index] = static_cast<float>(value);
  s.network.refresh();
  s.forget_measured();
}

const Experiment& Trainer::experiment() const { return state_->experiment; }
const Experiment& Trainer::built() const { return state_->built; }
const Plan& Trainer::plan() const { return state_->network.plan(); }
const Dataset& Trainer::dataset() const { return *state_->dataset; }

}  // namespace saddle
