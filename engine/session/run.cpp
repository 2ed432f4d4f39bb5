#include "session/run.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "model/optimizer_type.h"
#include "model/type_named.h"
#include "saddle/issue_of.h"
#include "train/diagnose.h"
#include "train/tape_file.h"

namespace saddle {
namespace {

double seconds_since(Readings::Clock::time_point began) {
  return std::chrono::duration<double>(Readings::Clock::now() - began).count();
}

}  // namespace

Run::Run(RunId id, RunDriver& driver, ThreadPool& threads) : id_(id), driver_(driver), threads_(threads) {}

void Run::step() {
  try {
    take_step();
  } catch (...) {
    fail(std::current_exception());
  }
  changed_ = true;  // at the end: in the midst of a long evaluation snapshots are published
}

void Run::take_step() {
  const int64_t next = trainer_->steps() + 1;
  const bool last = steps_to_go_ == 1 || next == until_;
  const bool followed = (!past_ && readings_.follows_next_step(now(true), last)) || (evaluates_at(next) && remembers());
  const auto began = Clock::now();
  // On average as often as asked for; what is later than that by more than a step is not caught up with.
  const bool first = next_step_at_ == Clock::time_point();
  next_step_at_ = std::max(first ? began : next_step_at_, began - step_interval_) + step_interval_;
  if (followed) trainer_->follow_next_step();
  largest_rate_ = std::max(largest_rate_, rate_);
  const double loss = trainer_->step();
  const double took = seconds_since(began);
  seconds_ += took;
  readings_.trained(took);
  recent_seconds_ += took;
  recent_samples_ += trainer_->batch_size();
  if (followed) following_seconds_ = std::max(0.0, took - step_seconds_);
  // Where every step is followed, the fastest of them is the nearest to a plain one.
  if (!followed || step_seconds_ == 0 || took < step_seconds_) step_seconds_ = took;
  if (!std::isfinite(loss)) {
    diverge();
    return;
  }
  const int64_t steps = trainer_->steps();
  if (std::isinf(good_loss_)) good_loss_ = loss;
  const auto alarm_before = watch_.alarm();
  watch_.add(loss);
  narrator_.step(steps, loss);
  if (watch_.alarm() != alarm_before) {
    const auto alarm_now = alarm();
    narrator_.alarmed(steps, alarm_now ? &*alarm_now : nullptr);
  }
  curves_.add(&Curves::train_loss, {static_cast<double>(steps), loss, seconds_});
  keep_moment_if_due();
  evaluate();
  if (steps_to_go_ > 0 && --steps_to_go_ == 0) status_ = Status::paused;
  if (steps >= until_) status_ = Status::finished;
  if (!checkpoint_.empty() && steps % trainer_->steps_per_epoch() == 0) write_checkpoint();
}

// A disk that is full must not end a training.
void Run::write_checkpoint() {
  try {
    trainer_->save_checkpoint(checkpoint_);
  } catch (...) {
    refusal_ = issue_of(std::current_exception());
  }
}

bool Run::evaluates_at(int64_t step) const {
  return step == 1 || step >= until_ || step % options_.evaluate_every == 0;
}

void Run::evaluate() {
  const int64_t steps = trainer_->steps();
  const bool last = steps >= until_, epoch = steps % trainer_->steps_per_epoch() == 0;
  const auto point = [&](double value) { return CurvePoint{static_cast<double>(steps), value, seconds_}; };
  if (evaluates_at(steps)) {
    keep_movement();
    curves_.add(&Curves::gradient_norm, point(trainer_->gradient_norm()));
    narrate(measure_parts(point));
  }
  if (epoch || last) {
    if (const auto test = evaluate(Dataset::Part::test, 0)) {
      curves_.add_measured(&Curves::epoch_test_accuracy, point(test->accuracy));
      tested_ = {.step = steps, .loss = test->loss, .accuracy = test->accuracy};
    }
  }
  if (!last) return;
  if (const auto validation = evaluate(Dataset::Part::validation, 0))
    validated_ = {.step = steps, .loss = validation->loss, .accuracy = validation->accuracy};
}

// Of each part, some samples.
Measured Run::measure_parts(const std::function<CurvePoint(double)>& point) {
  Measured measured{.step = trainer_->steps()};
  if (const auto train = evaluate(Dataset::Part::train, options_.evaluate_samples)) {
    remember_if_good(train->loss);
    curves_.add_measured(&Curves::train_accuracy, point(train->accuracy));
    measured.train_loss = train->loss;
    measured.train_accuracy = train->accuracy;
  }
  if (const auto test = evaluate(Dataset::Part::test, options_.evaluate_samples)) {
    curves_.add_measured(&Curves::test_accuracy, point(test->accuracy));
    curves_.add(&Curves::test_loss, point(test->loss));
    measured.test_loss = test->loss;
    measured.test_accuracy = test->accuracy;
    measured.take_answers(test->confusion);
  }
  if (const auto validation = evaluate(Dataset::Part::validation, options_.evaluate_samples)) {
    curves_.add_measured(&Curves::validation_accuracy, point(validation->accuracy));
    curves_.add(&Curves::validation_loss, point(validation->loss));
    measured.validation_loss = validation->loss;
    measured.validation_accuracy = validation->accuracy;
  }
  return measured;
}

std::optional<Evaluation> Run::evaluate(Dataset::Part part, int64_t samples) {
  bool dropped = false;
  auto began = Clock::now();
  const Evaluation result = trainer_->evaluate(part, samples, [&] {
    readings_.trained(seconds_since(began));
    dropped = dropped || !driver_.attend(*this);
    began = Clock::now();
    return !dropped;
  });
  if (dropped || result.samples == 0) return std::nullopt;
  return result;
}

// How far the last step moved each layer, where it was followed.
void Run::keep_movement() {
  const Probe updates{.type = "updates"};
  auto reading = std::make_shared<Reading>(trainer_->measure(updates));
  reading->seconds = seconds_;
  if (reading->step == trainer_->steps()) histories_.add(updates, std::move(reading));
}

bool Run::measuring(bool sparing) const { return trainer_ && readings_.due(now(sparing)); }

bool Run::measure_one(bool sparing) {
  const Probe* probe = trainer_ ? readings_.due(now(sparing)) : nullptr;
  if (!probe) return prepare_one();
  measure(Probe(*probe), sparing);
  return true;
}

bool Run::measure_all(bool sparing) {
  if (!trainer_) return false;
  bool any = false;
  for (const Probe& probe : std::vector<Probe>(readings_.watched())) {
    if (!readings_.is_due(probe, now(sparing))) continue;
    measure(probe, sparing);
    any = true;
  }
  return any || prepare_one();
}

// What cannot be measured is watched no more, and whoever asked for it is told.
void Run::measure(const Probe& probe, bool sparing) {
  changed_ = true;
  try {
    const auto began = Clock::now();
    auto reading = std::make_shared<Reading>(past_ ? measure_past(probe) : trainer_->measure(probe, training()));
    if (!past_) reading->seconds = seconds_;
    const double took = seconds_since(began) + (!past_ && probe.type == "updates" ? following_seconds_ : 0);
    if (!past_) histories_.add(probe, reading);
    readings_.add(probe, std::move(reading), took, now(sparing));
  } catch (...) {
    readings_.drop(probe);
    refusal_ = issue_of(std::current_exception());
    answer({.ticket = watched_by_, .refusal = refusal_});
  }
}

std::shared_ptr<const RunSnapshot> Run::snapshot() {
  if (!changed_) return snapshot_;
  auto snapshot = std::make_shared<RunSnapshot>();
  freeze(*snapshot);
  snapshot_ = std::move(snapshot);
  changed_ = false;
  return snapshot_;
}

void Run::freeze(RunSnapshot& snapshot) {
  if (trainer_) {
    if (recent_seconds_ > 0.5 || (samples_per_second_ == 0 && recent_seconds_ > 0)) {
      samples_per_second_ = static_cast<double>(recent_samples_) / recent_seconds_;
      recent_seconds_ = 0;
      recent_samples_ = 0;
    }
    snapshot.steps = trainer_->steps();
    snapshot.steps_per_epoch = tape_ ? model_->tape()->steps_per_epoch : trainer_->steps_per_epoch();
    snapshot.total_steps = until_;
    snapshot.train_samples = dataset_->train.count;
    snapshot.test_samples = dataset_->test.count;
    snapshot.sample = dataset_->sample;
    snapshot.classes = dataset_->classes;
    snapshot.notes = dataset_->notes;
    snapshot.per_pixel = dataset_->per_pixel;
  }
  snapshot.id = id_;
  snapshot.run = run_;
  snapshot.serial = ++serial_;
  snapshot.answered = answered_;
  snapshot.replies.assign(replies_.begin(), replies_.end());
  snapshot.status = status_;
  snapshot.issue = issue_;
  if (trainer_) snapshot.alarm = alarm();
  snapshot.events = narrator_.events();
  snapshot.refusal = refusal_;
  snapshot.diagnosis = diagnosis_;
  snapshot.tested = tested_;
  snapshot.experiment = experiment_;
  snapshot.seconds = seconds_;
  snapshot.samples_per_second = samples_per_second_;
  snapshot.curves = curves_.freeze();
  snapshot.readings = readings_.publish();
  if (past_) snapshot.looked_at = past_->moment->step;
  snapshot.histories = histories_.freeze(snapshot.looked_at);
  snapshot.moments = {.steps = timeline_.steps(), .bytes = timeline_.bytes(), .budget = timeline_.budget()};
  snapshot.branched_at = branched_at_;
  snapshot.tape = tape_;
}

}  // namespace saddle
