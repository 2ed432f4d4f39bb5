#include <algorithm>
#include <filesystem>

#include "train/model_state.h"
#include "train/sample_record.h"
#include "train/tape_file.h"
#include "train/trainer_state.h"

// How a training becomes a model, and begins from one.
namespace saddle {

ModelContent Trainer::State::content(Optimizer<float>* with) const {
  const Moment now = capture(network, with, steps, good ? *good : Moment());
  ModelContent content{.experiment = experiment,
                       .sample = sample_to_store(experiment.data, *dataset),
                       .normalization = batches.input().normalization(),
                       .arrays = arrays_of(now, network, with)};
  if (with) content.progress = {.steps = now.step, .optimizer_steps = now.optimizer_steps, .seed = training.seed};
  return content;
}

void Trainer::State::read_from_file(const Normalization& normalization) {
  network.refresh();
  ahead.forget();
  if (normalization) batches.use(normalization);
  memory.clear();
}

Model Trainer::model() const {
  const State& s = *state_;
  return Model(std::make_unique<Model::State>(s.content(nullptr), sample_of(*s.dataset)));
}

Model Trainer::checkpoint() const {
  const State& s = *state_;
  return Model(std::make_unique<Model::State>(s.content(s.optimizer.get()), sample_of(*s.dataset)));
}

void Trainer::save(const std::filesystem::path& file) const { write_model(file, state_->content(nullptr)); }

void Trainer::save_checkpoint(const std::filesystem::path& file) const {
  write_model(file, state_->content(state_->optimizer.get()));
}

void Trainer::load(const Model& model) {
  State& s = *state_;
  const ModelContent& content = model.state_->content;
  restore(parameters_of(content, s.network), s.network, nullptr);
  s.read_from_file(content.normalization);
  s.drawn = false;
}

void Trainer::resume(const Model& checkpoint) {
  State& s = *state_;
  const ModelContent& content = checkpoint.state_->content;
  const Moment moment = checkpoint_of(content, s.network, *s.optimizer, s.experiment.optimizer.type);
  restore(moment, s.network, s.optimizer.get());
  s.steps = moment.step;
  s.read_from_file(content.normalization);
}

std::shared_ptr<const Moment> Trainer::moment(const Moment* before) const {
  const State& s = *state_;
  return std::make_shared<const Moment>(capture(s.network, s.optimizer.get(), s.steps,
                                                before   ? *before
                                                : s.good ? *s.good
                                                         : Moment()));
}

void Trainer::go_on_from(const Moment& moment, OptimizerState state, std::span<const std::string> redrawn) {
  State& s = *state_;
  const auto params = s.network.params();
  const bool fits = std::ranges::equal(
      params, moment.parameters,
      [](const Param<float>* param, const BlockPointer& was) { return was && param->value.shape() == was->shape(); });
  if (!fits)
    throw Error("network",
                "has other parameters than at step {}; to go on from there, change the optimizer or how a layer begins",
                moment.step);
  const Moment drawn = capture(s.network, s.optimizer.get(), 0);
  Moment begun = moment;
  if (state == OptimizerState::fresh) {
    begun.state = drawn.state;
    begun.optimizer_steps = 0;
  }
  const size_t kinds = drawn.state.size() / std::max<size_t>(params.size(), 1);
  for (size_t i = 0; i < params.size(); ++i) {
    const std::string& name = s.network.param_names()[i];
    if (std::ranges::find(redrawn, name.substr(0, name.rfind('/'))) == redrawn.end()) continue;
    begun.parameters[i] = drawn.parameters[i];
    for (size_t kind = i * kinds; kind < (i + 1) * kinds; ++kind) begun.state[kind] = drawn.state[kind];
  }
  restore(begun, s.network, s.optimizer.get());
  s.steps = moment.step;
  s.network.refresh();
  s.ahead.forget();
  s.memory.clear();
}

Model Trainer::tape(RunTape run, std::span<const TapeMoment> moments) const {
  const State& s = *state_;
  for (const TapeMoment& kept : moments) {
    run.points.push_back({.step = kept.moment->step,
                          .seconds = kept.seconds,
                          .parameters = arrays_of({.parameters = kept.moment->parameters}, s.network, nullptr)});
  }
  run.steps_per_epoch = s.batches.steps_per_epoch();
  run.samples = samples_of(*s.given);
  ModelContent content = s.content(nullptr);
  content.sample = sample_of(*s.dataset);
  content.tape = std::make_shared<const RunTape>(std::move(run));
  return Model(std::make_unique<Model::State>(std::move(content), sample_of(*s.dataset)));
}

std::vector<TapeMoment> Trainer::play(const Model& tape) {
  State& s = *state_;
  const ModelContent& content = tape.state_->content;
  const Moment drawn = capture(s.network, nullptr, 0);
  std::vector<TapeMoment> moments;
  for (const RunTape::Point& point : content.tape->points) {
    Moment moment = parameters_of({.where = content.where, .arrays = point.parameters}, s.network);
    moment.step = point.step;
    moments.push_back({std::make_shared<const Moment>(std::move(moment)), point.seconds});
  }
  // The first weights were drawn from the seed where this trainer draws the same.
  const Moment& first = *moments.front().moment;
  s.drawn = first.step == 0 &&
            std::ranges::equal(drawn.parameters, first.parameters, [](const BlockPointer& a, const BlockPointer& b) {
              return std::ranges::equal(std::span(a->data(), a->data() + a->size()),
                                        std::span(b->data(), b->data() + b->size()));
            });
  restore(*moments.back().moment, s.network, nullptr);
  s.steps = moments.back().moment->step;
  s.read_from_file(content.normalization);
  return moments;
}

Trainer Trainer::twin(ThreadPool& pool) const {
  Trainer other(state_->experiment, state_->given, pool);
  other.state_->drawn = state_->drawn;
  if (const Normalization& normalization = state_->batches.input().normalization(); normalization)
    other.state_->batches.use(normalization);
  return other;
}

void Trainer::show(const Moment& moment) {
  State& s = *state_;
  restore(moment, s.network, nullptr);
  s.network.refresh();
  s.steps = moment.step;
  s.forget_measured();
}

}  // namespace saddle
