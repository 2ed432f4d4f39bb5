#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "model/frame.h"
#include "saddle/session.h"

namespace saddle::app {

// A session as the window speaks with it, frame by frame: one snapshot for the whole frame, and all that the frame
// wants sent when it ends. A run that was asked for is shown as loading from the next frame on, however long the worker
// is still busy with the one before.
class SessionLine {
 public:
  explicit SessionLine(std::shared_ptr<Session> session)
      : session_(std::move(session)), now_(session_->latest(first_run)) {}

  void begin_frame();
  Feed feed() { return {*now_, outbox_, watched_}; }
  void end_frame();

  const RunSnapshot& now() const { return *now_; }
  std::shared_ptr<const RunSnapshot> latest() const { return session_->latest(run_); }
  // All that the last frame watches has arrived.
  bool answered() const;
  // At once, after what this frame has sent so far. The answer names the ticket.
  Ticket send(Command command);
  bool pump() { return session_->pump(); }
  // From now on it speaks of another run: of one that was opened, or of that before. Between two frames.
  RunId run() const { return run_; }
  RunId open() { return session_->open(); }
  void turn_to(RunId run);

 private:
  struct Beginning {
    Ticket ticket{};  // of its Start
    std::shared_ptr<const Experiment> experiment;
  };

  void deliver();
  Ticket pass_on(Command command);

  std::shared_ptr<Session> session_;
  RunId run_ = first_run;
  std::shared_ptr<const RunSnapshot> now_;
  std::vector<Command> outbox_;
  std::vector<Probe> watched_, asked_;  // by this frame; by the worker's last Watch
  std::optional<Beginning> beginning_;  // until the worker has obeyed it
};

}  // namespace saddle::app
