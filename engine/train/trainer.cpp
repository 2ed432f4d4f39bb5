#include "saddle/trainer.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "core/flush_to_zero.h"
#include "core/parallel.h"
#include "core/rng.h"
#include "model/gradient_barrier.h"
#include "model/optimizer_type.h"
#include "model/type_named.h"
#include "nn/network.h"
#include "train/batches.h"
#include "train/batches_ahead.h"
#include "train/diagnose.h"
#include "train/evaluator.h"
#include "train/gradient_norm.h"
#include "train/model_file.h"
#include "train/movement.h"
#include "train/objective.h"
#include "train/parameter_pieces.h"
#include "train/probe_type.h"
#include "train/rounded_inference.h"
#include "train/save_point.h"
#include "train/schedule.h"
#include "train/weight_path.h"

namespace saddle {
namespace {

constexpr int most_evaluated = 100;

const Experiment& checked(const Experiment& experiment, const Dataset& dataset) {
  if (const auto issues = check(experiment, dataset); !issues.empty()) throw Error(issues.front());
  return experiment;
}

// Samples that go through together without training: as many as their activations leave room for.
constexpr int64_t evaluation_values = 50'000'000;
int samples_in_memory(const Plan& plan) {
  int64_t values = 1;
  for (const Plan::Step& step : plan.steps) values += step.shape.size();
  return static_cast<int>(std::max<int64_t>(evaluation_values / values, 1));
}

}  // namespace

struct Trainer::State {
  State(const Experiment& wanted, std::shared_ptr<const Dataset> data)
      : experiment(checked(wanted, *data)),
        training(read<TrainingOptions>(wanted.training, "training")),
        dataset(std::move(data)),
        workers(training.threads),
        network(wanted.network, dataset->sample, std::max(training.batch_size, most_evaluated),
                static_cast<uint64_t>(training.seed)),
        objective(wanted, network),
        optimizer(type_named(optimizers::all(), wanted.optimizer.type).make<float>(wanted.optimizer.properties)),
        batches(dataset, training, read<AugmentationOptions>(wanted.augmentation, "data.augment")),
        ahead(batches, workers),
        normalisation(dataset->normalisation),
        cannot_learn(gradient_barrier(wanted.network, network.plan())),
        most_samples(samples_in_memory(network.plan())),
        evaluate(network, objective, *dataset, normalisation, workers, std::min(most_samples, most_evaluated)),
        pieces(network.params()) {}

  Progress progress() const {
    return {.step = steps,
            .total_steps = training.epochs * batches.steps_per_epoch(),
            .steps_per_epoch = batches.steps_per_epoch()};
  }
  Pass training_pass() const {
    return {.training = true,
            .seed = key(key(static_cast<uint64_t>(training.seed), "pass"), static_cast<uint64_t>(steps))};
  }
  ModelContent model() { return {experiment, network.params(), network.param_names(), normalisation}; }
  CheckpointContent checkpoint() { return {*optimizer, steps, training.seed}; }
  void parameters_read() {
    network.refresh();
    ahead.forget();
    batches.use(normalisation);
    memory.clear();
  }
  // The weights are others than those of the last step.
  void forget_measured() { memory.weights_changed(); }
  bool gradient_is_finite(int count) {
    return network.shares(count) ? pieces.gradient_is_finite(workers) : saddle::gradient_is_finite(network);
  }
  void update(int count, double rate) {
    if (network.shares(count)) {
      pieces.update(*optimizer, rate, workers);
    } else {
      optimizer->step(network.params(), rate);
    }
  }

  Experiment experiment;
  TrainingOptions training;
  std::shared_ptr<const Dataset> dataset;
  Workers workers;
  Network<float> network;
  Objective<float> objective;
  std::unique_ptr<Optimizer<float>> optimizer;
  Batches batches;
  BatchesAhead ahead;
  Normalisation normalisation;        // the data set's, or the loaded model's
  std::optional<Issue> cannot_learn;  // why training would be in vain
  int most_samples = 1;               // that memory has room for at once, besides a step
  Evaluator evaluate;
  ParameterPieces pieces;
  TargetBatch<float> targets;
  ProbeMemory memory;
  int64_t steps = 0;
  MovementRecorder movement{network};
  WeightPath path{network};
  SavePoint save_point;
  bool drawn = true;                // the first weights were drawn from the seed, not read from a file
  bool failed_in_backward = false;  // of the step that came to no number: its outputs were numbers
};

Trainer::Trainer(const Experiment& experiment, std::shared_ptr<const Dataset> dataset)
    : state_(std::make_unique<State>(experiment, std::move(dataset))) {}
Trainer::~Trainer() = default;
Trainer::Trainer(Trainer&&) noexcept = default;
Trainer& Trainer::operator=(Trainer&&) noexcept = default;

double Trainer::step() {
  const FlushToZero flush;
  State& s = *state_;
  if (s.cannot_learn) throw Error(*s.cannot_learn);
  const int count = s.ahead.take(s.steps, s.network, s.targets);
  const Pass pass = s.training_pass();
  s.network.forward(pass, count, s.workers);
  const double loss = s.objective.differentiate(count, s.targets.targets()) + s.optimizer->penalty(s.network.params());
  s.failed_in_backward = false;
  if (!std::isfinite(loss)) return loss;
  if (!s.network.statistics_are_finite()) return std::numeric_limits<double>::quiet_NaN();
  s.network.backward(pass, count, s.workers);
  if (!s.gradient_is_finite(count)) {
    s.failed_in_backward = true;
    return std::numeric_limits<double>::quiet_NaN();
  }
  clip_gradient(s.network, s.training.clip_norm);
  if (s.movement.wanted()) s.movement.before_update();
  s.update(count, schedule_factor(s.training, s.progress()));
  s.network.keep_statistics();
  s.network.refresh(count, s.workers);
  ++s.steps;
  if (s.movement.wanted()) s.movement.after_update(s.steps);
  if (s.path.followed()) s.path.after_step(s.steps);
  return loss;
}

Diagnosis Trainer::diagnose() {
  const FlushToZero flush;
  State& s = *state_;
  const int count = s.batches.count(s.steps);
  // Once more, each layer by itself: those that ran as one have left what the last of them made alone.
  s.network.input(count);  // has room for them, whichever batch was the last
  Pass pass = s.training_pass();
  pass.every_activation = true;
  s.network.forward(pass, count, s.workers);
  if (s.failed_in_backward) {
    s.objective.differentiate(count, s.targets.targets());
    s.network.backward(pass, count, s.workers);
  }
  Diagnosis found = saddle::diagnose(s.network, count, s.failed_in_backward);
  found.step = s.steps + 1;
  found.good_step = s.save_point.step();
  if (!all_finite(s.network.input(count))) {
    found.cause = Diagnosis::Cause::data;
  } else if (s.steps == 0) {
    found.cause = Diagnosis::Cause::start;
  }
  const Choice& optimizer = s.experiment.optimizer;
  const Property& row =
      *find(type_named(optimizers::all(), optimizer.type).entry.properties, std::string_view("learning_rate"));
  found.learning_rate = number_of(value_of(optimizer.properties, row));
  found.suggested_rate = smaller_rate(found.learning_rate, number_of(row.fallback));
  return found;
}

void Trainer::remember() { state_->save_point.keep(state_->network, *state_->optimizer, state_->steps); }

void Trainer::go_back() {
  State& s = *state_;
  if (s.save_point.empty()) return;
  s.save_point.restore(s.network, *s.optimizer);
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

Evaluation Trainer::evaluate(Dataset::Part which, int64_t limit, const std::function<bool()>& go_on) {
  const FlushToZero flush;
  State& s = *state_;
  return s.evaluate(which, limit, go_on);
}

RoundedEvaluation Trainer::evaluate_rounded(Precision precision, Dataset::Part which, int64_t limit) {
  const FlushToZero flush;
  RoundedInference rounded(state_->network, precision);
  RoundedEvaluation result{.evaluation = evaluate(which, limit), .layers = {}};
  result.layers = rounded.layers();
  return result;
}

std::vector<float> Trainer::predict(const std::vector<float>& sample) {
  const auto reading = measure({.type = "prediction", .input = std::make_shared<const std::vector<float>>(sample)});
  if (reading.arrays.empty()) {
    throw Error("", "the network takes {} numbers, got {}", state_->dataset->sample.size(), sample.size());
  }
  return reading.arrays.front().values;
}

std::span<const float> Trainer::infer(std::span<const float> samples) {
  const FlushToZero flush;
  State& s = *state_;
  const int64_t width = s.dataset->sample.size(), size = std::ssize(samples);
  if (size == 0 || size % width != 0)
    throw Error("", "the network takes {} numbers a sample, got {}; pass whole samples", width, size);
  const int count = static_cast<int>(size / width);
  const View<float> input = s.network.input(count);
  std::copy(samples.begin(), samples.end(), input.data);
  for (int64_t at = 0; at < size; at += width) s.normalisation.apply(input.data + at, width);
  s.network.forward({}, count, s.workers);
  const View<float> output = s.network.output(count);
  return {output.data, static_cast<size_t>(output.size())};
}

Reading Trainer::measure(const Probe& probe, bool going_on) {
  const FlushToZero flush;
  State& s = *state_;
  const Entry& row = catalog::get(catalog::probes(), probe.type, "probe");
  if (const auto issues = check(probe.options, row.properties, "probe"); !issues.empty()) throw Error(issues.front());
  ProbeContext context{.experiment = s.experiment,
                       .network = s.network,
                       .objective = s.objective,
                       .movement = s.movement,
                       .path = s.path,
                       .dataset = *s.dataset,
                       .normalisation = s.normalisation,
                       .workers = s.workers,
                       .memory = s.memory,
                       .seed = static_cast<uint64_t>(s.training.seed),
                       .drawn = s.drawn,
                       .most_samples = s.most_samples,
                       .step = s.steps,
                       .going_on = going_on};
  return type_named(probes::all(), probe.type).measure(probe, context);
}

void Trainer::tune(const std::string& path, const Value& value) {
  State& s = *state_;
  Experiment tuned = s.experiment;
  assign(tuned, path, value);
  const std::string prefix = "optimizer.";
  const auto& table = type_named(optimizers::all(), s.experiment.optimizer.type).entry.properties;
  const Property* row = path.starts_with(prefix) ? find(table, path.substr(prefix.size())) : nullptr;
  if (!row || !row->live) throw Error(path, "cannot change while the network is trained; reset to use it");
  s.optimizer->configure(tuned.optimizer.properties);
  s.experiment = std::move(tuned);
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

void Trainer::save(const std::filesystem::path& file) const { write_model(file, state_->model()); }

void Trainer::load(const std::filesystem::path& file) {
  read_model(file, state_->model());
  state_->parameters_read();
  state_->drawn = false;
}

void Trainer::save_checkpoint(const std::filesystem::path& file) const {
  const CheckpointContent checkpoint = state_->checkpoint();
  write_model(file, state_->model(), &checkpoint);
}

void Trainer::resume(const std::filesystem::path& file) {
  const CheckpointContent checkpoint = state_->checkpoint();
  read_model(file, state_->model(), &checkpoint);
  state_->parameters_read();
}

const Experiment& Trainer::experiment() const { return state_->experiment; }
const Plan& Trainer::plan() const { return state_->network.plan(); }
const Dataset& Trainer::dataset() const { return *state_->dataset; }

}  // namespace saddle
