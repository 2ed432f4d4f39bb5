#include "session/worker.h"

#include <algorithm>
#include <cmath>

#include "saddle/issue_of.h"

namespace saddle {

WorkerLoop::WorkerLoop(std::function<void()> published)
    : mailbox_(std::make_shared<const Snapshot>()), published_(std::move(published)) {}

void WorkerLoop::send(Command command) {
  {
    const std::lock_guard lock(inbox_mutex_);
    if (std::holds_alternative<command::Start>(command)) replaced_ = true;
    inbox_.push_back(std::move(command));
  }
  arrived_.notify_one();
}

std::shared_ptr<const Snapshot> WorkerLoop::latest() const {
  const std::lock_guard lock(mailbox_mutex_);
  return mailbox_;
}

void WorkerLoop::stop() {
  {
    const std::lock_guard lock(inbox_mutex_);
    stopping_ = true;
    replaced_ = true;
  }
  arrived_.notify_one();
}

std::optional<Command> WorkerLoop::next_command() {
  const std::lock_guard lock(inbox_mutex_);
  if (inbox_.empty()) return std::nullopt;
  Command command = std::move(inbox_.front());
  inbox_.pop_front();
  // Only a later Start makes this one unwanted.
  if (std::holds_alternative<command::Start>(command) && !stopping_) {
    replaced_ = std::any_of(inbox_.begin(), inbox_.end(),
                            [](const Command& c) { return std::holds_alternative<command::Start>(c); });
  }
  return command;
}

void WorkerLoop::run() {
  while (!stopping_) {
    try {
      turn();
    } catch (...) {  // out of memory, most likely: the run's is free again then
      fail(std::current_exception());
      publish();
    }
  }
}

void WorkerLoop::turn() {
  bool obeyed = false;
  while (auto command = next_command()) {
    obey(std::move(*command));
    obeyed = true;
    if (stopping_) return;
  }
  if (stepping()) {
    step();
    if (obeyed || !stepping()) {
      publish();
    } else {
      publish_if_due();
    }
    return;
  }
  if (obeyed) publish();
  if (measuring()) {
    measure_more();
    return;
  }
  std::unique_lock lock(inbox_mutex_);
  arrived_.wait(lock, [&] { return !inbox_.empty() || stopping_; });
}

bool WorkerLoop::pump() {
  bool busy = false;
  while (auto command = next_command()) {
    obey(std::move(*command));
    busy = true;
  }
  if (stepping()) {
    step();
    busy = true;
  }
  busy = busy || measuring();
  if (busy) publish();
  return busy;
}

void WorkerLoop::step() {
  try {
    take_step();
  } catch (...) {
    fail(std::current_exception());
  }
}

void WorkerLoop::take_step() {
  const bool followed = follows_next_step();
  const auto began = Clock::now();
  if (followed) trainer_->follow_next_step();
  const double loss = trainer_->step();
  const double took = std::chrono::duration<double>(Clock::now() - began).count();
  seconds_ += took;
  recent_seconds_ += took;
  recent_samples_ += trainer_->batch_size();
  if (followed) {
    following_seconds_ = std::max(0.0, took - step_seconds_);
  } else {
    step_seconds_ = took;
  }
  if (!std::isfinite(loss)) {
    diverge();
    return;
  }
  const auto steps = static_cast<double>(trainer_->steps());
  if (std::isinf(good_loss_)) good_loss_ = loss;
  curves_.train_loss.add({steps, loss, seconds_});
  evaluate();
  if (steps_to_go_ > 0 && --steps_to_go_ == 0) status_ = Status::paused;
  if (trainer_->steps() >= until_) status_ = Status::finished;
  if (!checkpoint_.empty() && trainer_->steps() % trainer_->steps_per_epoch() == 0) write_checkpoint();
}

void WorkerLoop::diverge() {
  status_ = Status::diverged;
  diagnosis_ = std::make_shared<const Diagnosis>(trainer_->diagnose());
  switch (diagnosis_->cause) {
    case Diagnosis::Cause::data:
      issue_ = make_issue("data", "a sample holds what is no number; use other data");
      break;
    case Diagnosis::Cause::start:
      issue_ = make_issue("network", "the loss is not a number before the first step; the first weights are too large");
      break;
    case Diagnosis::Cause::training:
      issue_ = make_issue(
          "", "the loss is not a number any more after step {}; the learning rate of {} is probably too large",
          trainer_->steps(), to_text(diagnosis_->learning_rate));
      break;
  }
}

// Larger networks would need the memory twice.
bool WorkerLoop::remembers() const {
  constexpr int64_t most_remembered = 50'000'000;
  return trainer_->plan().parameters() <= most_remembered;
}

// `loss`: of these weights. Where it grows, the run may be on its way to infinity.
void WorkerLoop::remember_if_good(double loss) {
  if (!(loss <= 1.5 * good_loss_) || !remembers()) return;
  trainer_->remember();
  good_loss_ = std::min(good_loss_, loss);
}

// A disk that is full must not end a training.
void WorkerLoop::write_checkpoint() {
  try {
    trainer_->save_checkpoint(checkpoint_);
  } catch (...) {
    refusal_ = issue_of(std::current_exception());
  }
}

void WorkerLoop::evaluate() {
  const auto options = read<TrainingOptions>(trainer_->experiment().training);
  const int64_t steps = trainer_->steps();
  const bool first = steps == 1, last = steps >= until_, epoch = steps % trainer_->steps_per_epoch() == 0;
  const auto x = static_cast<double>(steps);
  if (first || last || steps % options.evaluate_every == 0) {
    curves_.gradient_norm.add({x, trainer_->gradient_norm(), seconds_});
    if (const auto train = evaluate(Dataset::Part::train, options.evaluate_samples)) {
      remember_if_good(train->loss);
      if (!std::isnan(train->accuracy)) curves_.train_accuracy.add({x, train->accuracy, seconds_});
    }
    if (const auto test = evaluate(Dataset::Part::test, options.evaluate_samples)) {
      if (!std::isnan(test->accuracy)) curves_.test_accuracy.add({x, test->accuracy, seconds_});
      curves_.test_loss.add({x, test->loss, seconds_});
    }
    if (const auto validation = evaluate(Dataset::Part::validation, options.evaluate_samples)) {
      if (!std::isnan(validation->accuracy)) curves_.validation_accuracy.add({x, validation->accuracy, seconds_});
      curves_.validation_loss.add({x, validation->loss, seconds_});
    }
  }
  if (epoch || last) {
    const auto test = evaluate(Dataset::Part::test, 0);
    if (test && !std::isnan(test->accuracy)) curves_.epoch_test_accuracy.add({x, test->accuracy, seconds_});
  }
}

std::optional<Evaluation> WorkerLoop::evaluate(Dataset::Part part, int64_t samples) {
  bool dropped = false;
  const Evaluation result = trainer_->evaluate(part, samples, [&] {
    dropped = dropped || !attend();
    return !dropped;
  });
  if (dropped || result.samples == 0) return std::nullopt;
  return result;
}

bool WorkerLoop::attend() {
  if (replaced_) return false;
  {
    const std::lock_guard lock(inbox_mutex_);
    while (!inbox_.empty() && std::holds_alternative<command::Watch>(inbox_.front())) {
      obey(std::get<command::Watch>(inbox_.front()));
      inbox_.pop_front();
      ++obeyed_;
    }
  }
  publish_if_due();
  return true;
}

void WorkerLoop::publish_if_due() {
  if (Clock::now() - published_at_ >= publishing_interval) publish();
}

void WorkerLoop::publish() {
  auto snapshot = std::make_shared<Snapshot>();
  if (trainer_) {
    measure();
    if (recent_seconds_ > 0.5 || (samples_per_second_ == 0 && recent_seconds_ > 0)) {
      samples_per_second_ = static_cast<double>(recent_samples_) / recent_seconds_;
      recent_seconds_ = 0;
      recent_samples_ = 0;
    }
    snapshot->steps = trainer_->steps();
    snapshot->steps_per_epoch = trainer_->steps_per_epoch();
    snapshot->total_steps = until_;
    snapshot->train_samples = dataset_->train.count;
    snapshot->test_samples = dataset_->test.count;
    snapshot->sample = dataset_->sample;
    snapshot->classes = dataset_->classes;
    snapshot->notes = dataset_->notes;
    snapshot->per_pixel = dataset_->per_pixel;
  }
  snapshot->run = run_;
  snapshot->serial = ++serial_;
  snapshot->obeyed = obeyed_;
  snapshot->status = status_;
  snapshot->issue = issue_;
  snapshot->diagnosis = diagnosis_;
  snapshot->refusal = refusal_;
  snapshot->saved = saved_;
  if (status_ != Status::idle)
    snapshot->experiment = std::make_shared<const Experiment>(trainer_ ? trainer_->experiment() : experiment_);
  snapshot->seconds = seconds_;
  snapshot->samples_per_second = samples_per_second_;
  snapshot->curves = {.train_loss = curves_.train_loss.freeze(),
                      .test_loss = curves_.test_loss.freeze(),
                      .train_accuracy = curves_.train_accuracy.freeze(),
                      .test_accuracy = curves_.test_accuracy.freeze(),
                      .validation_loss = curves_.validation_loss.freeze(),
                      .validation_accuracy = curves_.validation_accuracy.freeze(),
                      .epoch_test_accuracy = curves_.epoch_test_accuracy.freeze(),
                      .gradient_norm = curves_.gradient_norm.freeze()};
  for (const Measured& measured : readings_) snapshot->readings.emplace_back(measured.probe, measured.reading);
  {
    const std::lock_guard lock(mailbox_mutex_);
    mailbox_ = std::move(snapshot);
  }
  published_at_ = Clock::now();
  published_();
}

}  // namespace saddle
