#include "session/past_network.h"

#include <algorithm>
#include <new>
#include <utility>

#include "train/evaluator.h"
#include "train/inference.h"

namespace saddle {

Trainer& PastNetwork::at(const Trainer& run, const std::shared_ptr<const Moment>& moment) {
  if (!network_) {
    network_.emplace(run.twin(threads_));
    ++builds_;
    shown_.reset();
  }
  if (shown_ != moment) {
    network_->show(*moment);
    shown_ = moment;
  }
  return *network_;
}

// Of signals a share of the samples, as in training: whoever drags through the past waits for each answer.
Reading PastNetwork::measure(const Trainer& run, const std::shared_ptr<const Moment>& moment, const Probe& probe) {
  return at(run, moment).measure(probe, probe.type == "signals");
}

// Where memory is short, nothing is made ready: the run is worth more.
void PastNetwork::prepare(const Trainer& run, const std::shared_ptr<const Moment>& moment, std::vector<Probe> probes) {
  if (stands()) return;
  try {
    at(run, moment);
  } catch (const std::bad_alloc&) {
    return forget();
  }
  unprepared_ = std::move(probes);
  std::ranges::reverse(unprepared_);
}

bool PastNetwork::prepare_one(const Trainer& run, const std::shared_ptr<const Moment>& moment) {
  if (unprepared_.empty()) return false;
  const Probe probe = std::move(unprepared_.back());
  unprepared_.pop_back();
  try {
    measure(run, moment, probe);
  } catch (const Error&) {
    // Whoever asks for it is told then.
  } catch (const std::bad_alloc&) {
    forget();
  }
  return true;
}

void PastNetwork::forget() {
  network_.reset();
  shown_.reset();
  unprepared_.clear();
}

// Its weights with what an optimizer remembers of them and their gradient, and the activations of what it answers at
// once, with theirs.
int64_t PastNetwork::bytes(const Plan& plan) {
  int64_t activations = 0;
  for (const Plan::Step& step : plan.steps) activations += step.activation_bytes();
  const int at_once = std::min(samples_in_memory(plan), most_evaluated);
  return 4 * plan.parameters() * static_cast<int64_t>(sizeof(float)) + 2 * activations * at_once;
}

}  // namespace saddle
