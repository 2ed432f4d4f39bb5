#include "narrator/shared/narrator.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace saddle {
namespace {

// Steps from one look to the next, as shares of the steps so far: what a run pays for being watched does not grow with
// its length.
constexpr double look_every = 0.05, signals_every = 0.25;
constexpr size_t most_measured = 4096;

int64_t later(int64_t step, double share) {
  return step + std::max<int64_t>(1, static_cast<int64_t>(share * static_cast<double>(step)));
}

double length_of(const UpdatesReading& updates) {
  double squares = 0;
  for (const Movement& layer : updates.layers) squares += layer.weights * layer.weights;
  return std::sqrt(squares);
}

}  // namespace

void Measured::take_answers(std::span<const int64_t> confusion) {
  const auto classes = static_cast<size_t>(std::lround(std::sqrt(static_cast<double>(confusion.size()))));
  int64_t all = 0, answered = 0, labelled = 0;
  for (size_t one = 0; one < classes; ++one) {
    int64_t column = 0, row = 0;
    for (size_t other = 0; other < classes; ++other) {
      column += confusion[other * classes + one];
      row += confusion[one * classes + other];
    }
    all += row;
    labelled = std::max(labelled, row);
    if (column <= answered) continue;
    answered = column;
    most_answered_class = static_cast<int>(one);
  }
  if (all == 0) return;
  most_answered = static_cast<double>(answered) / static_cast<double>(all);
  most_labelled = static_cast<double>(labelled) / static_cast<double>(all);
}

void Narrator::step(int64_t, double loss) {
  if (!started_) start_ = loss;
  started_ = true;
  if (recent_.count++ == 0) recent_.least = recent_.greatest = loss;
  recent_.sum += loss;
  recent_.squares += loss * loss;
  recent_.least = std::min(recent_.least, loss);
  recent_.greatest = std::max(recent_.greatest, loss);
}

void Narrator::measured(Measured measured, const Readings& readings) {
  if (recent_.count > 0) {
    const auto count = static_cast<double>(recent_.count);
    const double mean = recent_.sum / count;
    measured.losses = {.mean = mean,
                       .deviation = std::sqrt(std::max(0.0, recent_.squares / count - mean * mean)),
                       .least = recent_.least,
                       .greatest = recent_.greatest,
                       .count = recent_.count};
    recent_ = {};
  } else if (!measured_.empty()) {
    measured.losses = measured_.back().losses;
  }
  if (measured_.size() >= most_measured) {
    // Every second one, and the first.
    size_t kept = 1;
    for (size_t i = 2; i < measured_.size(); i += 2) measured_[kept++] = measured_[i];
    measured_.resize(kept);
  }
  const int64_t step = measured.step;
  measured_.push_back(measured);
  if (readings.updates && first_weights_ == 0) first_weights_ = length_of(*readings.updates);
  if (step < next_look_ && !readings.signals && !readings.last) return;
  next_look_ = later(step, look_every);
  Look look = look_at(step);
  look.measured_now = true;
  look.updates = readings.updates;
  std::optional<SignalDiagnosis> signals;
  if (readings.signals) {
    signals = diagnose(*readings.signals);
    look.signals = &*signals;
    look.signals_at_end = !readings.signals->layers.empty() && readings.signals->layers.back().name == signals->node;
    look.first_signals = !std::exchange(seen_signals_, true);
    next_signals_ = later(step, signals_every);
  }
  ask_rules(look);
}

void Narrator::alarmed(int64_t step, const LossAlarm* alarm) {
  alarm_ = alarm ? std::optional(*alarm) : std::nullopt;
  if (alarm_) ask_rules(look_at(step));
}

void Narrator::diverged(int64_t step, const Diagnosis& diagnosis, const Issue& said) {
  Look look = look_at(step);
  look.diagnosis = &diagnosis;
  look.diverged = &said;
  ask_rules(look);
}

void Narrator::tuned(const Experiment& experiment) {
  experiment_ = experiment;
  for (const NarratorRule& rule : narrator::all()) {
    if (rule.again) said_.erase(rule.name);
  }
}

void Narrator::forget_recent() {
  recent_ = {};
  measured_.clear();
  alarm_.reset();
}

void Narrator::begin_with(const Narrator& before, int64_t step) {
  start_ = before.start_;
  started_ = before.started_;
  first_weights_ = before.first_weights_;
  seen_signals_ = before.seen_signals_;
  for (const Measured& one : before.measured_) {
    if (one.step <= step) measured_.push_back(one);
  }
  if (!before.events_) return;
  std::vector<Event> events;
  for (const Event& event : *before.events_) {
    if (event.step > step) continue;
    events.push_back(event);
    const auto rule = std::ranges::find(narrator::all(), std::string_view(event.rule), &NarratorRule::name);
    if (rule != narrator::all().end()) said_.insert(rule->name);
  }
  if (!events.empty()) events_ = std::make_shared<const std::vector<Event>>(std::move(events));
}

Look Narrator::look_at(int64_t step) const {
  return {.experiment = experiment_,
          .facts = facts_,
          .step = step,
          .start = start_,
          .measured = measured_,
          .first_weights = first_weights_,
          .alarm = alarm_ ? &*alarm_ : nullptr};
}

void Narrator::ask_rules(const Look& look) {
  for (const NarratorRule& rule : narrator::all()) {
    if (said_.contains(rule.name)) continue;
    if (auto event = rule.look(look)) {
      event->step = look.step;
      say(rule, *std::move(event));
    }
  }
}

void Narrator::say(const NarratorRule& rule, Event event) {
  said_.insert(rule.name);
  event.rule = rule.name;
  auto events = events_ ? std::make_shared<std::vector<Event>>(*events_) : std::make_shared<std::vector<Event>>();
  events->push_back(std::move(event));
  events_ = std::move(events);
}

}  // namespace saddle
