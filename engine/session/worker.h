#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "saddle/command.h"
#include "saddle/model.h"
#include "saddle/snapshot.h"
#include "saddle/trainer.h"

namespace saddle {

// What runs on the worker thread: take the inbox, obey, step, now and then publish. The trainer is touched by that
// thread only.
class WorkerLoop {
 public:
  explicit WorkerLoop(std::function<void()> published);

  // From any thread.
  void send(Command command);
  std::shared_ptr<const Snapshot> latest() const;
  void stop();

  // On the worker thread.
  void run();   // until stop()
  bool pump();  // one turn, publishing at its end; false when there was nothing to do

 private:
  using Clock = std::chrono::steady_clock;
  static constexpr std::chrono::milliseconds publishing_interval{33};

  // Commands: worker_commands.cpp.
  void obey(Command command);
  void obey(command::Start& start);
  void obey(command::Run& run);
  void obey(command::Pause&);
  void obey(command::Step& step);
  void obey(command::Reset&);
  void obey(command::Tune& tune);
  void obey(command::SetWeight& set);
  void obey(command::Watch& watch);
  void obey(command::Save& save);
  void build(const Experiment& experiment);
  void fail(const std::exception_ptr& reason);
  void follow_path();

  // Probes: worker_measuring.cpp.
  struct Measured;
  const Measured* measured(const Probe& probe) const;
  bool is_due(const Probe& probe) const;
  bool follows_next_step() const;
  bool measuring() const;
  void measure();
  void measure_more();

  std::optional<Command> next_command();
  void turn();
  void step();
  void take_step();
  bool stepping() const { return status_ == Status::running; }
  void evaluate();
  std::optional<Evaluation> evaluate(Dataset::Part part, int64_t samples);
  // In a long evaluation: keeps the window's readings fresh. False where the evaluation is to be dropped.
  bool attend();
  void write_checkpoint();
  void diverge();
  bool remembers() const;
  void remember_if_good(double loss);
  void publish();
  void publish_if_due();

  mutable std::mutex inbox_mutex_;
  std::condition_variable arrived_;
  std::deque<Command> inbox_;  // guarded by inbox_mutex_
  std::atomic<bool> stopping_ = false;
  // A Start waits in the inbox: what is being loaded or measured is not wanted any more.
  std::atomic<bool> replaced_ = false;

  mutable std::mutex mailbox_mutex_;
  std::shared_ptr<const Snapshot> mailbox_;  // guarded by mailbox_mutex_; never null
  const std::function<void()> published_;

  // The worker's own.
  std::optional<Trainer> trainer_;
  std::shared_ptr<const Dataset> dataset_;
  Choice dataset_choice_;
  std::filesystem::path data_directory_, checkpoint_;
  std::shared_ptr<const Model> model_;  // that it begins from, and again after a Reset; may be null
  Experiment experiment_;
  Status status_ = Status::idle;
  std::optional<Issue> issue_, refusal_;
  std::string saved_;
  uint64_t run_ = 0, serial_ = 0, obeyed_ = 0;
  int64_t until_ = 0;         // the step at which it is finished
  int64_t steps_to_go_ = -1;  // of a Step command; -1: no limit
  double seconds_ = 0, samples_per_second_ = 0;
  double recent_seconds_ = 0;  // since the rate was last taken
  int64_t recent_samples_ = 0;
  struct {
    CurveWriter train_loss, test_loss, train_accuracy, test_accuracy, validation_loss, validation_accuracy,
        epoch_test_accuracy, gradient_norm;
  } curves_;
  double good_loss_ = 0;  // the smallest that remembered weights gave; before the first step infinite
  std::shared_ptr<const Diagnosis> diagnosis_;
  std::vector<Probe> watched_;
  struct Measured {
    Probe probe;
    std::shared_ptr<const Reading> reading;
    int64_t step = 0;  // steps done when it was measured
    double cost = 0;   // seconds it took
    Clock::time_point at;
  };
  std::vector<Measured> readings_;
  double step_seconds_ = 0, following_seconds_ = 0;  // of the last plain step; what following a step took besides
  Clock::time_point published_at_{};
};

}  // namespace saddle
