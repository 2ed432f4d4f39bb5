#include <filesystem>

#include "train/model_state.h"
#include "train/sample_record.h"
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

}  // namespace saddle
