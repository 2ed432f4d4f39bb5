#include "session/past_network.h"

#include <algorithm>
#include <new>
#include <utility>

#include "saddle/surgery.h"
#include "train/evaluator.h"
#include "train/inference.h"

namespace saddle {

Trainer& PastNetwork::at(const Trainer& run, const Timeline::Entry& then) {
  if (!network_) {
    network_.emplace(run.twin(threads_));
    ++builds_;
    shown_.reset();
  }
  if (shown_ != then.moment) {
    // With what was done to it by hand by then.
    for (const auto& [path, value] : surgery_between(network_->experiment().network, then.experiment->network))
      network_->tune(path, value);
    network_->show(*then.moment);
    shown_ = then.moment;
  }
  return *network_;
}

// Of signals a share of the samples, as in training: whoever drags through the past waits for each answer.
Reading PastNetwork::measure(const Trainer& run, const Timeline::Entry& then, const Probe& probe) {
  return at(run, then).measure(probe, probe.type == "signals");
}

// Where memory is short, nothing is made ready: the run is worth more.
void PastNetwork::prepare(const Trainer& run, const Timeline::Entry& then, std::vector<Probe> probes) {
  if (stands()) return;
  try {
    at(run, then);
  } catch (const std::bad_alloc&) {
    return forget();
  }
  unprepared_ = std::move(probes);
  std::ranges::reverse(unprepared_);
}

bool PastNetwork::prepare_one(const Trainer& run, const Timeline::Entry& then) {
  if (unprepared_.empty()) return false;
  const Probe probe = std::move(unprepared_.back());
  unprepared_.pop_back();
  try {
    measure(run, then, probe);
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
