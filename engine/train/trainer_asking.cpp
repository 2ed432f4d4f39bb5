#include "core/flush_to_zero.h"
#include "model/type_named.h"
#include "saddle/precision.h"
#include "train/diagnose.h"
#include "train/probe_type.h"
#include "train/rounded_inference.h"
#include "train/trainer_state.h"

// What a trainer can be asked between two steps.
namespace saddle {

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
  found.good_step = s.good ? s.good->step : -1;
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

Evaluation Trainer::evaluate(Dataset::Part which, int64_t limit, const std::function<bool()>& go_on) {
  const FlushToZero flush;
  State& s = *state_;
  return s.evaluate(which, limit, go_on);
}

RoundedEvaluation Trainer::evaluate_rounded(Precision precision, Dataset::Part which, int64_t limit) {
  const FlushToZero flush;
  State& s = *state_;
  RoundedEvaluation result;
  {
    const RoundedInference rounded(s.network, precision);
    result.evaluation = evaluate(which, limit);
    result.layers = rounded.layers();
  }
  const Samples& from = s.dataset->part(which);
  const auto count = static_cast<int>(std::min<int64_t>({samples_of_errors, s.most_samples, from.count}));
  const auto infer = [&] {
    const View<float> input = s.network.input(count);
    for (int i = 0; i < count; ++i) s.batches.input().copy(from, i, input.data + i * s.dataset->sample.size());
    s.network.forward({}, count, s.workers);
  };
  if (count > 0) measure_rounding_errors(s.network, precision, count, infer, result.layers);
  return result;
}

std::vector<float> Trainer::predict(const std::vector<float>& sample) {
  const auto reading = measure({.type = "prediction", .input = std::make_shared<const std::vector<float>>(sample)});
  const PredictionReading* prediction = reading.as<PredictionReading>();
  if (!prediction)
    throw Error("", "the network takes {} numbers, got {}", state_->dataset->sample.size(), sample.size());
  return prediction->outputs;
}

std::span<const float> Trainer::infer(std::span<const float> samples) {
  const FlushToZero flush;
  State& s = *state_;
  const int64_t width = s.dataset->sample.size(), size = std::ssize(samples);
  if (size == 0 || size % width != 0)
    throw Error("", "the network takes {} numbers a sample, got {}; pass whole samples", width, size);
  const int count = static_cast<int>(size / width);
  const View<float> input = s.network.input(count);
  for (int64_t at = 0; at < size; at += width) s.batches.input().put(samples.data() + at, input.data + at);
  s.network.forward({}, count, s.workers);
  const View<float> output = s.network.output(count);
  return {output.data, static_cast<size_t>(output.size())};
}

Reading Trainer::measure(const Probe& probe, bool going_on) {
  const FlushToZero flush;
  State& s = *state_;
  const Entry& row = catalog::get(catalog::probes(), probe.type, "probe");
  if (const auto issues = check(probe.options, row.properties, "probe"); !issues.empty()) throw Error(issues.front());
  ProbeContext context{.experiment = s.built,
                       .network = s.network,
                       .objective = s.objective,
                       .movement = s.movement,
                       .path = s.path,
                       .dataset = *s.dataset,
                       .input = s.batches.input(),
                       .workers = s.workers,
                       .memory = s.memory,
                       .seed = static_cast<uint64_t>(s.training.seed),
                       .drawn = s.drawn,
                       .most_samples = s.most_samples,
                       .step = s.steps,
                       .going_on = going_on};
  return type_named(probes::all(), probe.type).measure(probe, context);
}

}  // namespace saddle
