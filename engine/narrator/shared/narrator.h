#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "narrator/shared/rule.h"

namespace saddle {

// Follows a run and says what is worth saying, once. A run tells it each loss, which costs a few additions, and what it
// measures anyway; every so often, by the number of steps alone, the rules look at that.
class Narrator {
 public:
  Narrator() = default;  // of no run: silent
  Narrator(const Experiment& experiment, RunFacts facts) : experiment_(experiment), facts_(std::move(facts)) {}

  // After each step; allocates nothing.
  void step(int64_t step, double loss);
  // Whether a reading of "signals" is wanted after this step.
  bool wants_signals(int64_t step) const { return step >= next_signals_; }
  // What was measured after a step, and what the rules make of it.
  struct Readings {
    const SignalsReading* signals = nullptr;
    const UpdatesReading* updates = nullptr;
    bool last = false;  // of the run
  };
  void measured(Measured measured, const Readings& readings);
  // The alarm begins, changes, or (null) is over.
  void alarmed(int64_t step, const LossAlarm* alarm);
  void diverged(int64_t step, const Diagnosis& diagnosis, const Issue& said);

  // A live property was changed: what depends on the rate may be said again.
  void tuned(const Experiment& experiment);
  // The weights are others now: what was lost before is not held against them.
  void forget_recent();
  // Goes on from a step of another run: what was said and measured until then holds.
  void begin_with(const Narrator& before, int64_t step);

  // What was said of a run that is looked at again; null: nothing.
  void recall(std::shared_ptr<const std::vector<Event>> events) { events_ = std::move(events); }

  // By step; null while there are none. The same object until something is added.
  const std::shared_ptr<const std::vector<Event>>& events() const { return events_; }

 private:
  Look look_at(int64_t step) const;
  void ask_rules(const Look& look);
  void say(const NarratorRule& rule, Event event);

  Experiment experiment_;
  RunFacts facts_;
  double start_ = 0;
  bool started_ = false;
  struct {
    double sum = 0, squares = 0, least = 0, greatest = 0;
    int64_t count = 0;
  } recent_ = {};  // the losses since the last measurement
  std::vector<Measured> measured_;
  int64_t next_look_ = 0, next_signals_ = 0;
  bool seen_signals_ = false;
  double first_weights_ = 0;
  std::optional<LossAlarm> alarm_;
  std::set<std::string_view> said_;  // names of rules
  std::shared_ptr<const std::vector<Event>> events_;
};

}  // namespace saddle
