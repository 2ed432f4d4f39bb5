#pragma once

#include <memory>
#include <vector>

#include "model/frame.h"
#include "saddle/session.h"

namespace saddle::app {

// A session as the window speaks with it, frame by frame: one snapshot for the whole frame, and all that the frame
// wants sent when it ends.
class SessionLine {
 public:
  explicit SessionLine(std::shared_ptr<Session> session)
      : session_(std::move(session)), now_(session_->latest(first_run)) {}

  void begin_frame();
  Feed feed() { return {*now_, outbox_, watched_}; }
  void end_frame();

  const RunSnapshot& now() const { return *now_; }
  std::shared_ptr<const RunSnapshot> latest() const { return session_->latest(first_run); }
  // All that the last frame watches has arrived.
  bool answered() const;
  // At once, after what this frame has sent so far. The answer names the ticket.
  Ticket send(Command command);
  bool pump() { return session_->pump(); }

 private:
  void deliver();

  std::shared_ptr<Session> session_;
  std::shared_ptr<const RunSnapshot> now_;
  std::vector<Command> outbox_;
  std::vector<Probe> watched_, asked_;  // by this frame; by the worker's last Watch
};

}  // namespace saddle::app
