#include "saddle/trainer.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/flush_to_zero.h"
#include "core/parallel.h"
#include "core/rng.h"
#include "io/model_file.h"
#include "nn/batches.h"
#include "nn/loss_type.h"
#include "nn/network.h"
#include "nn/optimizer_type.h"
#include "nn/type_named.h"
#include "probes/probe_type.h"

namespace saddle {
namespace {

// Samples that are evaluated together, at least.
constexpr int evaluation_batch = 100;

const Experiment& checked(const Experiment& experiment, const Dataset& dataset) {
  if (const auto issues = check(experiment, dataset); !issues.empty()) throw Error(issues.front());
  return experiment;
}

// What is left of the learning rate at `step`; who trains on after the end starts another round.
double schedule_factor(const TrainingOptions& training, int64_t step, int64_t total) {
  if (training.schedule == "constant") return 1;
  return 0.5 * (1 + std::cos(std::numbers::pi * static_cast<double>(step % total) / static_cast<double>(total)));
}

int largest_of(const float* values, int64_t count) {
  return static_cast<int>(std::max_element(values, values + count) - values);
}

}  // namespace

struct Trainer::State {
  State(const Experiment& wanted, std::shared_ptr<const Dataset> data)
      : experiment(checked(wanted, *data)),
        training(read<TrainingOptions>(wanted.training, "training")),
        dataset(std::move(data)),
        workers(training.threads),
        network(wanted.network, dataset->sample, std::max(training.batch_size, evaluation_batch),
                static_cast<uint64_t>(training.seed)),
        loss(type_named(losses::all(), wanted.loss.type).make<float>(wanted.loss.properties)),
        optimizer(type_named(optimizers::all(), wanted.optimizer.type).make<float>(wanted.optimizer.properties)),
        batches(dataset, training, read<AugmentationOptions>(wanted.augmentation, "data.augment")) {}

  Experiment experiment;
  TrainingOptions training;
  std::shared_ptr<const Dataset> dataset;
  Workers workers;
  Network<float> network;
  std::unique_ptr<Loss<float>> loss;
  std::unique_ptr<Optimizer<float>> optimizer;
  Batches batches;
  std::vector<int> labels;
  int64_t steps = 0;
};

Trainer::Trainer(const Experiment& experiment, std::shared_ptr<const Dataset> dataset)
    : state_(std::make_unique<State>(experiment, std::move(dataset))) {}
Trainer::~Trainer() = default;
Trainer::Trainer(Trainer&&) noexcept = default;
Trainer& Trainer::operator=(Trainer&&) noexcept = default;

double Trainer::step() {
  const FlushToZero flush;
  State& s = *state_;
  const int count = s.batches.count(s.steps);
  s.batches.gather(s.steps, s.network.input(count), s.labels);
  const Pass pass{.training = true,
                  .seed = key(key(static_cast<uint64_t>(s.training.seed), "pass"), static_cast<uint64_t>(s.steps))};
  s.network.forward(pass, count, s.workers);
  const double loss = s.loss->evaluate(s.network.output(count), {.labels = s.labels}, s.network.doutput(count)) +
                      s.optimizer->penalty(s.network.params());
  if (!std::isfinite(loss)) return loss;
  s.network.backward(pass, count, s.workers);
  s.optimizer->step(s.network.params(), schedule_factor(s.training, s.steps, total_steps()));
  s.network.refresh();
  ++s.steps;
  return loss;
}

int64_t Trainer::steps() const { return state_->steps; }
int64_t Trainer::steps_per_epoch() const { return state_->batches.steps_per_epoch(); }
int64_t Trainer::total_steps() const { return state_->training.epochs * steps_per_epoch(); }
int Trainer::batch_size() const { return state_->training.batch_size; }

Evaluation Trainer::evaluate(Dataset::Part which, int64_t limit, const std::function<bool()>& go_on) {
  const FlushToZero flush;
  State& s = *state_;
  const Samples& part = s.dataset->part(which);
  const int64_t classes = static_cast<int64_t>(s.dataset->classes.size());
  const int64_t wanted = limit > 0 ? std::min(limit, part.count) : part.count;
  Evaluation result{.confusion = std::vector<int64_t>(static_cast<size_t>(classes * classes), 0)};
  std::vector<int> labels;
  int64_t right = 0;
  while (result.samples < wanted && (!go_on || go_on())) {
    const int count = static_cast<int>(std::min<int64_t>(s.network.capacity(), wanted - result.samples));
    const View<float> input = s.network.input(count);
    labels.resize(static_cast<size_t>(count));
    for (int i = 0; i < count; ++i) {
      const int64_t index = (result.samples + i) * part.count / wanted;
      s.dataset->copy_sample(part, index, input.data + i * s.dataset->sample.size());
      labels[static_cast<size_t>(i)] = part.labels[static_cast<size_t>(index)];
    }
    s.network.forward({}, count, s.workers);
    const View<float> output = s.network.output(count);
    result.loss += s.loss->evaluate(output, {.labels = labels}, {}) * count;
    for (int i = 0; i < count; ++i) {
      const int label = labels[static_cast<size_t>(i)], predicted = largest_of(output.data + i * classes, classes);
      right += label == predicted;
      ++result.confusion[static_cast<size_t>(label * classes + predicted)];
    }
    result.samples += count;
  }
  if (result.samples == 0) return result;
  result.loss /= static_cast<double>(result.samples);
  result.accuracy = static_cast<double>(right) / static_cast<double>(result.samples);
  return result;
}

std::vector<float> Trainer::predict(const std::vector<float>& sample) {
  const auto reading = measure({.type = "prediction", .input = std::make_shared<const std::vector<float>>(sample)});
  if (reading.arrays.empty()) {
    throw Error("", "the network takes {} numbers, got {}", state_->dataset->sample.size(), sample.size());
  }
  return reading.arrays.front().values;
}

Reading Trainer::measure(const Probe& probe) {
  const FlushToZero flush;
  State& s = *state_;
  catalog::get(catalog::probes(), probe.type, "probe");
  ProbeContext context{.network = s.network, .loss = *s.loss, .workers = s.workers, .step = s.steps};
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

void Trainer::save(const std::filesystem::path& file) const {
  write_model(file, state_->experiment, state_->network.params(), state_->network.param_names());
}

void Trainer::load(const std::filesystem::path& file) {
  read_model(file, state_->network.params(), state_->network.param_names());
  state_->network.refresh();
}

const Experiment& Trainer::experiment() const { return state_->experiment; }
const Plan& Trainer::plan() const { return state_->network.plan(); }
const Dataset& Trainer::dataset() const { return *state_->dataset; }

}  // namespace saddle
