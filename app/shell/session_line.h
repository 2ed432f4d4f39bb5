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
  explicit SessionLine(std::shared_ptr<Session> session) : session_(std::move(session)), now_(session_->latest()) {}

  void begin_frame();
  Feed feed() { return {*now_, outbox_, watched_}; }
  void end_frame();

  const Snapshot& now() const { return *now_; }
  std::shared_ptr<const Snapshot> latest() const { return session_->latest(); }
  // All that the last frame watches has arrived.
  bool answered() const;
  void send(Command command) { session_->send(std::move(command)); }
  bool pump() { return session_->pump(); }

 private:
  std::shared_ptr<Session> session_;
  std::shared_ptr<const Snapshot> now_;
  std::vector<Command> outbox_;
  std::vector<Probe> watched_, asked_;  // by this frame; by the worker's last Watch
};

}  // namespace saddle::app
