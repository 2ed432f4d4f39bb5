#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <future>
#include <memory>
#include <optional>

#include "shell/background.h"
#include "shell/rescue.h"
#include "shell/session_line.h"
#include "shell/state.h"

namespace saddle::app {

// Keeps on the disk what an accident would cost: the draft, the drawing, and the run with its weights. All is written
// in the background: draft and drawing a moment after they change, the run when it stops and every half minute, or as
// seldom as keeps the writing below a twentieth of the time. The worker copies its weights between two steps for that,
// and goes on.
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
  void ask_for_run(State& state, SessionLine& training);
  void follow_run(State& state, SessionLine& training, Background& background);
  void write_run(Background& background);
  void run_saved();
  bool window_changed(const State& state) const;

  FolderClaim claim_;
  std::optional<Rescued> found_;
  bool kept_ = false;

  // The run.
  std::future<std::shared_ptr<const Model>> captured_;  // that the worker was asked for
  std::future<void> written_;                           // of what has come, and is on its way to the disk
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
