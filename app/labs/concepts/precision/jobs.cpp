#include "labs/concepts/precision/jobs.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "saddle/catalog.h"
#include "saddle/model.h"
#include "saddle/trainer.h"
#include "shell/assets.h"

namespace saddle::app {
namespace {

// Points that a line nearly parts, and small weights: what is hard about it is how little of a gradient comes back
// through them. Adam makes up for that, as long as there is a gradient.
Experiment scaling_experiment(int depth) {
  constexpr double small = 0.02;  // standard deviation of the first weights
  Experiment experiment;
  experiment.data = {"moons", {{"train", 200}, {"test", 20}}};
  const auto add = [&](const char* type, Properties properties) {
    experiment.network.push_back({.name = {}, .type = type, .inputs = {}, .properties = std::move(properties)});
  };
  for (int layer = 0; layer < depth; ++layer) {
    add("dense", {{"units", 16}, {"init", small}});
    add("tanh", {});
  }
  add("dense", {{"units", 2}, {"init", small}});
  experiment.optimizer = {"adam", {{"learning_rate", 0.01}}};
  experiment.training = {{"batch_size", 100}, {"threads", 1}, {"epochs", 1000}};
  return experiment;
}

// The one that ships, and digits to try it on: MNIST where it is there, drawn ones otherwise.
std::pair<StandingNet, std::shared_ptr<const Dataset>> shipped_net(const std::string& directory, int samples) {
  auto model = std::make_shared<const Model>(Model::read(assets_directory() / "models" / "digits.npz", directory));
  StandingNet net{model->experiment(), model, directory};
  net.experiment.data = {"mnist", {}};
  net.experiment = spared(net.experiment, samples);
  try {
    return {net, load_dataset(net.experiment.data, directory)};
  } catch (const Error&) {
    net.experiment.data = {"procedural_digits", {}};
    net.experiment = spared(net.experiment, samples);
    return {net, load_dataset(net.experiment.data, directory)};
  }
}

}  // namespace

FormatJob::FormatJob(const LabServices& services) : job_(services.threads, measure, services.wake) {}

void FormatJob::measure(const Order& order, Job::Progress& progress) {
  StandingNet net = order.net;
  std::shared_ptr<const Dataset> dataset;
  if (order.shipped) {
    std::tie(net, dataset) = shipped_net(order.net.directory, order.samples);
  } else {
    net.experiment = spared(net.experiment, order.samples);
    dataset = load_dataset(net.experiment.data, net.directory);
  }
  Trainer trainer(net.experiment, dataset);
  if (net.model) trainer.load(*net.model);
  FormatSurvey survey{.data = dataset->name, .shipped = order.shipped};
  for (const Precision precision : all_formats) {
    if (progress.canceled()) return;
    survey.formats.push_back(trainer.evaluate_rounded(precision, Dataset::Part::test, order.samples));
    survey.samples = survey.formats.back().evaluation.samples;
    progress.publish(std::make_shared<const FormatSurvey>(survey));
  }
}

void FormatJob::update(Frame& frame, const PrecisionOptions& o) {
  if (stale_) {
    stale_ = false;
    capture_.ask(frame, false);
  }
  bool fresh = false;
  if (auto net = capture_.arrived(frame)) {
    net_ = std::move(*net);
    fresh = true;
  }
  if (!net_) return;
  Order order{*net_, o.of == "shipped", o.samples};
  if (!fresh && asked_ && *asked_ == order) return;
  asked_ = order;
  ordered_ = job_.send(std::move(order));
}

std::shared_ptr<const FormatSurvey> FormatJob::survey() const {
  const auto latest = job_.latest();
  return latest->product && asked_ && latest->product->shipped == asked_->shipped ? latest->product : nullptr;
}

std::optional<Issue> FormatJob::failure() const {
  const auto latest = job_.latest();
  return latest->order == ordered_ ? latest->failure : std::nullopt;
}

ScalingJob::ScalingJob(const LabServices& services) : job_(services.threads, race_all, services.wake) {}

void ScalingJob::race_all(const Order& order, Job::Progress& progress) {
  const Experiment experiment = scaling_experiment(order.depth);
  const auto dataset = load_dataset(experiment.data);
  ScalingRace race;
  for (size_t run = 0; run < race.runs.size(); ++run) {
    RoundedTrainingOptions options{.steps = ScalingRace::steps};
    options.precision = run == 0 ? Precision::float32 : precision_named(order.format);
    if (run > 0) options.float_weights = order.float_weights;
    if (run == 2) options.loss_scale = std::ldexp(1.0, order.scale_power);
    auto published = std::chrono::steady_clock::now();
    race.runs[run] = train_rounded(experiment, dataset, options, [&](const RoundedTraining& so_far) {
      if (std::chrono::steady_clock::now() - published > std::chrono::milliseconds(150)) {
        published = std::chrono::steady_clock::now();
        race.runs[run] = so_far;
        progress.publish(std::make_shared<const ScalingRace>(race));
      }
      return !progress.canceled();
    });
    if (progress.canceled()) return;
    progress.publish(std::make_shared<const ScalingRace>(race));
  }
}

void ScalingJob::update(const PrecisionOptions& o) {
  const Order order{o.format, o.depth, o.scale_power, o.float_weights};
  if (asked_ && *asked_ == order) return;
  asked_ = order;
  job_.send(order);
}

}  // namespace saddle::app
