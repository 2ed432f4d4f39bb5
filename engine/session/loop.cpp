#include "session/loop.h"

#include <algorithm>
#include <utility>

namespace saddle {

WorkerLoop::WorkerLoop(std::function<void()> published, Communicator* ranks)
    : published_(std::move(published)), threads_(ranks) {}

RunId WorkerLoop::open() { return RunId{++opened_}; }

void WorkerLoop::run() {
  while (!inbox_.stopping()) {
    try {
      turn();
    } catch (...) {
      give_up(std::current_exception());
    }
  }
}

bool WorkerLoop::pump() {
  try {
    return turn_of_pump();
  } catch (...) {
    give_up(std::current_exception());
    return true;
  }
}

// Out of memory, most likely: what the run has is free again then. Where even that cannot be told, it is told later.
void WorkerLoop::give_up(const std::exception_ptr& reason) {
  try {
    if (at_work_) at_work_->fail(reason);
    publish();
  } catch (...) {
    unpublished_ = true;
  }
}

void WorkerLoop::turn() {
  const bool news = obey_letters() || unpublished_;
  if (inbox_.stopping()) return;
  if (Run* run = next_training()) {
    run->step();
    // Before anything is measured: a slow probe holds up no snapshot.
    news || !run->training() ? publish() : publish_if_due();
    measure_a_while(run->step_seconds());
    return;
  }
  if (news) publish();
  if (measure_while_standing_still()) return;  // or between two steps of a paced run
  // What was measured after the last step of a run, when its snapshot was out already.
  if (std::any_of(runs_.begin(), runs_.end(), [](const auto& run) { return run->changed(); })) publish();
  const auto next = next_step_at();
  next ? inbox_.wait_until(*next) : inbox_.wait();
}

bool WorkerLoop::turn_of_pump() {
  bool busy = obey_letters();
  for (size_t i = 0; i < runs_.size(); ++i) {  // of which there may be more after a step
    at_work_ = runs_[i].get();
    if (!at_work_->training()) continue;
    at_work_->step();
    busy = true;
  }
  for (const auto& run : runs_) {
    at_work_ = run.get();
    busy = run->measure_all(training()) || busy;
  }
  if (busy || unpublished_) publish();
  return busy;
}

bool WorkerLoop::obey_letters() {
  bool any = false;
  while (auto letter = inbox_.next()) {
    obey(std::move(*letter));
    any = true;
    if (inbox_.stopping()) break;
  }
  return any;
}

void WorkerLoop::obey(Letter letter) {
  at_work_ = run_of(letter.run);
  if (!at_work_) return;
  if (std::holds_alternative<command::Close>(letter.command)) {
    at_work_ = nullptr;
    std::erase_if(runs_, [&](const auto& run) { return run->id() == letter.run; });
    return;
  }
  at_work_->obey(std::move(letter.command), letter.ticket);
}

// Null for a run that was closed. One that was opened comes into being with the first letter to it, or to a later one.
Run* WorkerLoop::run_of(RunId id) {
  while (begun_ < static_cast<uint64_t>(id) && begun_ < opened_)
    runs_.push_back(std::make_unique<Run>(RunId{++begun_}, static_cast<RunDriver&>(*this), threads_));
  const auto found = std::find_if(runs_.begin(), runs_.end(), [&](const auto& run) { return run->id() == id; });
  return found == runs_.end() ? nullptr : found->get();
}

bool WorkerLoop::training() const {
  return std::any_of(runs_.begin(), runs_.end(), [](const auto& run) { return run->training(); });
}

// Of the runs that are trained, the earliest.
std::optional<WorkerLoop::Clock::time_point> WorkerLoop::next_step_at() const {
  std::optional<Clock::time_point> earliest;
  for (const auto& run : runs_) {
    if (run->training() && (!earliest || run->next_step_at() < *earliest)) earliest = run->next_step_at();
  }
  return earliest;
}

// The one whose turn it is, or null where none has a step to make now.
Run* WorkerLoop::next_training() {
  const auto now = Clock::now();
  for (size_t i = 0; i < runs_.size(); ++i) {
    const size_t index = (turn_of_ + i) % runs_.size();
    if (!runs_[index]->training() || runs_[index]->next_step_at() > now) continue;
    turn_of_ = index + 1;
    return at_work_ = runs_[index].get();
  }
  return nullptr;
}

std::shared_ptr<const Dataset> WorkerLoop::load(const Run& run, const Experiment& experiment,
                                                const std::filesystem::path& directory) {
  if (auto dataset = datasets_.find(experiment.data, directory)) return dataset;
  if (const auto issues = check(experiment, directory); !issues.empty()) throw Error(issues.front());
  const Inbox::Loading loading(inbox_, run.id(), experiment);
  try {
    return datasets_.get(experiment.data, directory, loading.dropped());
  } catch (...) {
    if (*loading.dropped()) return nullptr;
    throw;
  }
}

// In a long evaluation: keeps the readings fresh that the window asks for.
bool WorkerLoop::attend(Run& run) {
  if (inbox_.stopping() || inbox_.replaces(run.id())) return false;
  while (auto letter = inbox_.next_question()) obey(std::move(*letter));
  publish_if_due();
  measure_a_while();
  at_work_ = &run;
  return true;
}

bool WorkerLoop::publishing_is_due(double seconds_from_now) const {
  return Clock::now() - published_at_ + std::chrono::duration<double>(seconds_from_now) >= publishing_interval;
}

void WorkerLoop::publish_if_due() {
  if (publishing_is_due()) publish();
}

// What is due, unless somebody has sent a command. Fresh readings go out before a step that would keep them from being
// shown in time.
void WorkerLoop::measure_a_while(double next_step_seconds) {
  bool measured = false;
  for (const auto& run : runs_) {
    at_work_ = run.get();
    while (inbox_.empty() && run->measure_one(training())) {
      measured = true;
      run->looks_back() ? publish() : publish_if_due();
    }
  }
  if (measured && publishing_is_due(next_step_seconds)) publish();
}

// One probe, so that a command waits for no more. Returns false where there is nothing to measure.
bool WorkerLoop::measure_while_standing_still() {
  const auto measured = std::find_if(runs_.begin(), runs_.end(), [this](const auto& run) {
    at_work_ = run.get();
    return run->measure_one(false);
  });
  if (measured == runs_.end()) return false;
  const bool more = std::any_of(runs_.begin(), runs_.end(), [](const auto& run) { return run->measuring(false); });
  more && !(*measured)->looks_back() ? publish_if_due() : publish();
  return true;
}

void WorkerLoop::publish() {
  unpublished_ = true;
  auto snapshot = std::make_shared<Snapshot>();
  snapshot->serial = ++serial_;
  for (const auto& run : runs_) snapshot->runs.push_back(run->snapshot());
  mailbox_.put(std::move(snapshot));
  unpublished_ = false;
  published_at_ = Clock::now();
  published_();
}

}  // namespace saddle
