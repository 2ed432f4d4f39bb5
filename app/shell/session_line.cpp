#include "shell/session_line.h"

#include <algorithm>

namespace saddle::app {

void SessionLine::begin_frame() {
  now_ = session_->latest(first_run);
  watched_.clear();
}

void SessionLine::end_frame() {
  deliver();
  if (watched_ == asked_) return;
  asked_ = watched_;
  session_->send(command::Watch{asked_});
}

Ticket SessionLine::send(Command command) {
  deliver();
  return session_->send(std::move(command));
}

void SessionLine::deliver() {
  for (Command& command : outbox_) session_->send(std::move(command));
  outbox_.clear();
}

bool SessionLine::answered() const {
  if (now_->status == Status::idle || now_->status == Status::loading) return false;
  return std::ranges::all_of(watched_, [&](const Probe& probe) {
    const Reading* reading = now_->reading(probe);
    return reading && (reading->complete || now_->status == Status::running);
  });
}

}  // namespace saddle::app
