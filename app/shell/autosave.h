#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>

#include "shell/background.h"
#include "shell/rescue.h"
#include "shell/session_line.h"
#include "shell/state.h"

namespace saddle::app {

// Keeps on the disk what an accident would cost: the draft, the drawing, and the run with its weights. Draft and
// drawing are written in the background a moment after they change; the run every half minute, and when it stops, by
// the worker between two steps, which spends no more than a twentieth of its time on it.
class Autosave {
 public:
  // `root`: see rescue.h; empty: nothing is saved, nothing found. Where the disk is full the window goes on, and
  // nothing is said of it.
  explicit Autosave(const std::filesystem::path& root);
  ~Autosave();  // what was saved goes with the window, unless keep() was called
  Autosave(const Autosave&) = delete;
  Autosave& operator=(const Autosave&) = delete;

  // Every frame.
  void follow(State& state, SessionLine& training, Background& background);
  // For a program that is being ended: saves all there is, some seconds at most. What was saved outlives the program.
  // `wait`: called again and again while the worker is at it.
  void keep(State& state, SessionLine& training, const std::function<void()>& wait);

  // What the window before left, until it is restored or discarded.
  const std::optional<Rescued>& found() const { return found_; }
  void discard();

 private:
  using Clock = std::chrono::steady_clock;

  bool run_changed(const RunSnapshot& now) const;
  void save_run(State& state, SessionLine& training);
  void follow_run(State& state, SessionLine& training);
  bool window_changed(const State& state) const;

  FolderClaim claim_;
  std::optional<Rescued> found_;
  bool kept_ = false;

  // The run.
  std::optional<Ticket> saving_;  // that the worker has not answered yet
  Clock::time_point asked_at_{}, run_saved_at_{};
  Clock::duration interval_;
  uint64_t asked_run_ = 0, saved_run_ = 0;
  int64_t asked_steps_ = 0, saved_steps_ = 0;

  // Draft and drawing, as they were written last.
  Draft draft_;
  Drawing drawn_;
  Clock::time_point written_at_{};
};

}  // namespace saddle::app
