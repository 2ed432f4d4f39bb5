#include <algorithm>
#include <cmath>
#include <vector>

#include "session/run.h"
#include "train/blank_loss.h"

// What the narrator of a run is told.
namespace saddle {
namespace {

// The size of what the first layer gets, over some samples spread evenly over the training set.
double input_size(const Trainer& trainer) {
  constexpr int64_t most = 32;
  const Dataset& dataset = trainer.dataset();
  const int64_t count = std::min(most, dataset.train.count);
  std::vector<float> sample(static_cast<size_t>(dataset.sample.size()));
  double squares = 0;
  for (int64_t i = 0; i < count; ++i) {
    dataset.copy_sample(dataset.train, i * dataset.train.count / count, sample.data());
    dataset.normalization.apply(sample.data(), std::ssize(sample));
    for (const float value : sample) squares += static_cast<double>(value) * static_cast<double>(value);
  }
  const double values = static_cast<double>(count) * static_cast<double>(sample.size());
  return values > 0 ? std::sqrt(squares / values) : 0;
}

}  // namespace

RunFacts Run::facts() const {
  return {.steps_per_epoch = trainer_->steps_per_epoch(),
          .train_samples = trainer_->dataset().train.count,
          .blank = blank_loss(trainer_->built(), trainer_->plan(), trainer_->dataset()),
          .classes = trainer_->dataset().classes,
          .input_size = input_size(*trainer_)};
}

// Layers are looked at after fewer and fewer steps, so that training pays next to nothing for it; not those of networks
// that are too large to be remembered.
void Run::narrate(Measured measured) {
  const Reading updates = trainer_->measure({.type = "updates"});
  Narrator::Readings readings{.last = trainer_->steps() >= until_};
  if (updates.step == trainer_->steps()) readings.updates = updates.as<UpdatesReading>();
  Reading signals;
  if (narrator_.wants_signals(trainer_->steps()) && remembers()) {
    signals = trainer_->measure({.type = "signals", .options = {{"bins", 1}}}, true);
    readings.signals = signals.as<SignalsReading>();
  }
  narrator_.measured(measured, readings);
}

}  // namespace saddle
