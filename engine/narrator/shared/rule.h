#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "saddle/diagnosis.h"
#include "saddle/event.h"
#include "saddle/experiment.h"
#include "saddle/loss_alarm.h"
#include "saddle/reading.h"
#include "saddle/signal_diagnosis.h"

namespace saddle {

// What does not change in the course of a run.
struct RunFacts {
  int64_t steps_per_epoch = 1, train_samples = 0;
  // The loss of a network that answers 0 to everything: guessing. Not above 0: nothing can be said about losses.
  double blank = 0;
  std::vector<std::string> classes = {};  // empty for regression
  double input_size = 0;                  // the root mean square of what the first layer gets
};

// What was measured after a step. Not a number: it was not.
struct Measured {
  static constexpr double none = std::numeric_limits<double>::quiet_NaN();

  int64_t step = 0;
  // The losses of single steps since the measurement before.
  struct {
    double mean = none, deviation = none, least = none, greatest = none;
    int64_t count = 0;
  } losses = {};
  double train_loss = none, train_accuracy = none;
  double test_loss = none, test_accuracy = none;
  double validation_loss = none, validation_accuracy = none;
  double most_answered = none,
         most_labelled = none;  // shares of one class among the answers to the test set, and in it
  int most_answered_class = -1;

  // `confusion`: as in Evaluation.
  void take_answers(std::span<const int64_t> confusion);
};

// All that a rule looks at, after a step. Pointers are null where there is nothing of this step.
struct Look {
  const Experiment& experiment;
  const RunFacts& facts;
  int64_t step = 0;
  double start = 0;                         // the loss of the first step
  std::span<const Measured> measured = {};  // of the run so far, oldest first; old ones are thinned
  bool measured_now = false;                // the last of them is of this step
  bool first_signals = false;               // `signals` are the first of the run
  const SignalDiagnosis* signals = nullptr;
  bool signals_at_end = false;  // they are about the last layer
  const UpdatesReading* updates = nullptr;
  double first_weights = 0;              // the length of all weights when updates were measured first
  const LossAlarm* alarm = nullptr;      // while there is one
  const Diagnosis* diagnosis = nullptr;  // the run has diverged
  const Issue* diverged = nullptr;       // what the run says of that

  // The loss that learning is measured by: that of guessing.
  double level() const { return facts.blank; }
  const Measured& now() const { return measured.back(); }
  // The mean loss of the latest steps is no better than this share of guessing.
  bool lossy(double share = 0.5) const {
    return level() > 0 && !measured.empty() && measured.back().losses.mean > share * level();
  }
  // Asked after this step, it is far better than guessing: whatever the mean of the steps since the time before says,
  // and the loss of a network part of which is dropped out.
  bool learns() const {
    return level() > 0 && !measured.empty() &&
           (measured.back().train_loss < 0.5 * level() || measured.back().train_accuracy > 0.8);
  }
};

// A rule of the narrator: a pure function of what is known of the run. It speaks once, and again only after the
// learning rate was changed if `again`.
struct NarratorRule {
  std::string_view name;
  std::optional<Event> (*look)(const Look&);
  bool again = false;
};

namespace narrator {
const std::vector<NarratorRule>& all();
}

}  // namespace saddle
