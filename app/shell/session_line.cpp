#include "shell/session_line.h"

#include <algorithm>

namespace saddle::app {
namespace {

// What the worker will say as soon as it begins, while it still speaks of the run before.
std::shared_ptr<const RunSnapshot> announced(const RunSnapshot& before, std::shared_ptr<const Experiment> experiment) {
  auto next = std::make_shared<RunSnapshot>();
  next->id = before.id;
  next->run = before.run + 1;
  next->serial = before.serial;
  next->answered = before.answered;
  next->replies = before.replies;
  next->status = Status::loading;
  next->experiment = std::move(experiment);
  return next;
}

}  // namespace

void SessionLine::begin_frame() {
  now_ = session_->latest(run_);
  if (beginning_ && now_->answered >= beginning_->ticket) beginning_.reset();
  if (beginning_ && now_->experiment && now_->status != Status::loading)
    now_ = announced(*now_, beginning_->experiment);
  watched_.clear();
}

void SessionLine::turn_to(RunId run) {
  deliver();
  session_->send(run_, command::Watch{});  // nobody looks at it
  run_ = run;
  now_ = session_->latest(run_);
  watched_.clear();
  asked_.clear();
  beginning_.reset();
}

void SessionLine::end_frame() {
  deliver();
  if (watched_ == asked_) return;
  asked_ = watched_;
  session_->send(run_, command::Watch{asked_});
}

Ticket SessionLine::send(Command command) {
  deliver();
  return pass_on(std::move(command));
}

void SessionLine::deliver() {
  for (Command& command : outbox_) pass_on(std::move(command));
  outbox_.clear();
}

Ticket SessionLine::pass_on(Command command) {
  const auto* start = std::get_if<command::Start>(&command);
  std::shared_ptr<const Experiment> begun;
  if (start) begun = std::make_shared<const Experiment>(start->experiment);
  const Ticket ticket = session_->send(run_, std::move(command));
  if (begun) beginning_ = Beginning{.ticket = ticket, .experiment = std::move(begun)};
  return ticket;
}

bool SessionLine::answered() const {
  if (now_->status == Status::idle || now_->status == Status::loading) return false;
  return std::ranges::all_of(watched_, [&](const Probe& probe) {
    const Reading* reading = now_->reading(probe);
    return reading && (reading->complete || now_->status == Status::running);
  });
}

}  // namespace saddle::app
