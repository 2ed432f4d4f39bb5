#include "session/worker.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <new>

#include "saddle/catalog.h"

namespace saddle {
namespace {

constexpr std::chrono::milliseconds publishing_interval{33};
// The share of the time that measuring may take from training.
constexpr double measuring_share = 0.03;
// Larger networks are not remembered: they would need the memory twice.
constexpr int64_t most_remembered = 50'000'000;

}  // namespace

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
      continue;
    }
    if (obeyed) publish();
    if (measuring()) {
      measure_more();
      continue;
    }
    std::unique_lock lock(inbox_mutex_);
    arrived_.wait(lock, [&] { return !inbox_.empty() || stopping_; });
  }
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

void WorkerLoop::obey(Command command) {
  refusal_.reset();
  try {
    std::visit([this](auto& c) { obey(c); }, command);
  } catch (const Error& error) {
    refusal_ = error.issue();
  } catch (const std::exception& error) {
    refusal_ = make_issue("", "{}", error.what());
  }
  ++obeyed_;
}

void WorkerLoop::obey(command::Start& start) {
  ++run_;
  trainer_.reset();
  issue_.reset();
  saved_.clear();
  diagnosis_.reset();
  curves_ = {};
  readings_.clear();
  experiment_ = start.experiment;
  status_ = Status::loading;
  publish();
  try {
    if (!dataset_ || dataset_choice_ != start.experiment.data || data_directory_ != start.data_directory) {
      dataset_.reset();
      if (const auto issues = check(start.experiment, start.data_directory); !issues.empty())
        throw Error(issues.front());
      dataset_ = load_dataset(start.experiment.data, start.data_directory, &replaced_);
      dataset_choice_ = start.experiment.data;
      data_directory_ = start.data_directory;
    }
    model_ = start.model;
    checkpoint_ = start.checkpoint;
    build(start.experiment);
    if (start.run) status_ = Status::running;
  } catch (const std::bad_alloc&) {
    status_ = Status::failed;
    issue_ =
        make_issue("network", "there is not enough memory for it; use smaller layers or a smaller training.batch_size");
  } catch (const Error& error) {
    status_ = Status::failed;
    issue_ = error.issue();
  }
}

void WorkerLoop::build(const Experiment& experiment) {
  trainer_.reset();  // before the next one takes its memory
  trainer_.emplace(experiment, dataset_);
  if (!model_.empty()) is_checkpoint(model_) ? trainer_->resume(model_) : trainer_->load(model_);
  status_ = Status::ready;
  issue_.reset();
  diagnosis_.reset();
  good_loss_ = std::numeric_limits<double>::infinity();
  if (trainer_->plan().parameters() <= most_remembered) trainer_->remember();
  follow_path();
  until_ = trainer_->total_steps();
  steps_to_go_ = -1;
  seconds_ = samples_per_second_ = recent_seconds_ = 0;
  recent_samples_ = 0;
  curves_ = {};
  readings_.clear();
}

void WorkerLoop::obey(command::Run& run) {
  if (!trainer_ || status_ == Status::diverged) return;
  if (run.until > trainer_->steps()) until_ = run.until;
  if (status_ == Status::finished) until_ = trainer_->steps() + trainer_->total_steps();
  steps_to_go_ = -1;
  status_ = Status::running;
}

void WorkerLoop::obey(command::Pause&) {
  if (status_ == Status::running) status_ = Status::paused;
}

void WorkerLoop::obey(command::Step& step) {
  if (!trainer_ || status_ == Status::diverged) return;
  until_ = std::max(until_, trainer_->steps() + step.count);
  steps_to_go_ = step.count;
  status_ = Status::running;
}

void WorkerLoop::obey(command::Reset&) {
  if (!trainer_) return;
  ++run_;
  build(Experiment(trainer_->experiment()));
}

void WorkerLoop::obey(command::Tune& tune) {
  if (!trainer_) throw Error(tune.path, "nothing is being trained");
  trainer_->tune(tune.path, tune.value);
  if (status_ != Status::diverged || tune.path != "optimizer.learning_rate" || diagnosis_->good_step < 0) return;
  trainer_->go_back();
  status_ = Status::paused;
  issue_.reset();
  diagnosis_.reset();
  readings_.clear();
}

void WorkerLoop::obey(command::SetWeight& set) {
  if (!trainer_) throw Error(set.parameter, "nothing is being trained");
  trainer_->set_weight(set.parameter, set.index, set.value);
  readings_.clear();  // measured of other weights
}

void WorkerLoop::obey(command::Watch& watch) {
  watched_ = std::move(watch.probes);
  follow_path();
}

void WorkerLoop::follow_path() {
  const bool wanted =
      std::any_of(watched_.begin(), watched_.end(), [](const Probe& probe) { return probe.type == "landscape"; });
  if (trainer_) trainer_->follow_path(wanted);
}

void WorkerLoop::obey(command::Save& save) {
  if (!trainer_) throw Error(save.file.string(), "there is no model to save yet; press Train first");
  saved_.clear();
  save.checkpoint ? trainer_->save_checkpoint(save.file) : trainer_->save(save.file);
  saved_ = save.file.string();
}

void WorkerLoop::step() {
  const bool followed = follows_next_step();
  const auto began = Clock::now();
  double loss = 0;
  try {
    if (followed) trainer_->follow_next_step();
    loss = trainer_->step();
  } catch (const Error& error) {
    status_ = Status::failed;
    issue_ = error.issue();
    return;
  }
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

// `loss`: of these weights. Where it grows, the run may be on its way to infinity.
void WorkerLoop::remember_if_good(double loss) {
  if (!(loss <= 1.5 * good_loss_) || trainer_->plan().parameters() > most_remembered) return;
  trainer_->remember();
  good_loss_ = std::min(good_loss_, loss);
}

// A disk that is full must not end a training.
void WorkerLoop::write_checkpoint() {
  try {
    trainer_->save_checkpoint(checkpoint_);
  } catch (const Error& error) {
    refusal_ = error.issue();
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

const WorkerLoop::Measured* WorkerLoop::measured(const Probe& probe) const {
  const auto known = std::find_if(readings_.begin(), readings_.end(),
                                  [&](const Measured& measured) { return measured.probe == probe; });
  return known == readings_.end() ? nullptr : &*known;
}

// At once where training stands still; while it runs, each probe has its part of the time set aside for measuring.
bool WorkerLoop::is_due(const Probe& probe) const {
  const Measured* known = measured(probe);
  if (!known) return true;
  if (known->step == trainer_->steps() && known->reading->complete) return false;
  if (!stepping()) return true;
  const double interval = known->cost * static_cast<double>(watched_.size()) / measuring_share;
  return std::chrono::duration<double>(Clock::now() - known->at).count() >= interval;
}

bool WorkerLoop::follows_next_step() const {
  const auto updates =
      std::find_if(watched_.begin(), watched_.end(), [](const Probe& probe) { return probe.type == "updates"; });
  if (updates == watched_.end()) return false;
  const bool last = steps_to_go_ == 1 || trainer_->steps() + 1 == until_;
  const Measured* known = measured(*updates);
  return last || !known || known->reading->step == 0 ||
         (Clock::now() - known->at >= publishing_interval && (known->step == trainer_->steps() || is_due(*updates)));
}

// There is more to tell about these weights.
bool WorkerLoop::measuring() const {
  return std::any_of(readings_.begin(), readings_.end(),
                     [](const Measured& measured) { return !measured.reading->complete; });
}

void WorkerLoop::measure() {
  std::vector<Measured> fresh;
  std::vector<Probe> watched;
  for (const Probe& probe : watched_) {
    try {
      if (!is_due(probe)) {
        fresh.push_back(*measured(probe));
      } else {
        const auto began = Clock::now();
        auto reading = std::make_shared<const Reading>(trainer_->measure(probe));
        const auto now = Clock::now();
        const double cost =
            std::chrono::duration<double>(now - began).count() + (probe.type == "updates" ? following_seconds_ : 0);
        fresh.push_back({probe, std::move(reading), trainer_->steps(), cost, now});
      }
      watched.push_back(probe);
    } catch (const Error& error) {
      refusal_ = error.issue();
    }
  }
  watched_ = std::move(watched);
  readings_ = std::move(fresh);
}

// While training stands still: a slice of what is not complete, shown now and then and at the end.
void WorkerLoop::measure_more() {
  measure();
  measuring() ? publish_if_due() : publish();
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
