#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <vector>

#include "session/dataset_pool.h"
#include "session/inbox.h"
#include "session/mailbox.h"
#include "session/run.h"

namespace saddle {

// What runs on the worker thread: take the inbox, obey, make a step of one run after the other, now and then publish.
// Runs are touched by that thread only.
class WorkerLoop final : private RunDriver {
 public:
  explicit WorkerLoop(std::function<void()> published, Communicator* ranks = nullptr);  // see Session

  // From any thread.
  RunId open();
  Ticket send(RunId run, Command command) { return inbox_.send(run, std::move(command)); }
  std::shared_ptr<const Snapshot> latest() const { return mailbox_.latest(); }
  void stop() { inbox_.stop(); }

  // On the worker thread. Nothing is thrown: whatever goes wrong becomes the issue of a run.
  void run();   // until stop()
  bool pump();  // one turn, publishing at its end; false when there was nothing to do

 private:
  using Clock = std::chrono::steady_clock;
  static constexpr std::chrono::milliseconds publishing_interval{33};

  void publish() override;
  bool attend(Run& run) override;
  std::shared_ptr<const Dataset> load(const Run& run, const Experiment& experiment,
                                      const std::filesystem::path& directory) override;

  void turn();
  bool turn_of_pump();
  bool obey_letters();
  void obey(Letter letter);
  Run* run_of(RunId id);
  Run* next_training();
  std::optional<Clock::time_point> next_step_at() const;
  bool publishing_is_due(double seconds_from_now = 0) const;
  void publish_if_due();
  bool training() const;
  void measure_a_while(double next_step_seconds = 0);
  bool measure_while_standing_still();
  void give_up(const std::exception_ptr& reason);

  Inbox inbox_;
  Mailbox mailbox_;
  std::atomic<uint64_t> opened_{static_cast<uint64_t>(first_run)};
  const std::function<void()> published_;

  // The worker's own. Runs end before what they borrow.
  ThreadPool threads_;
  DatasetPool datasets_;
  std::vector<std::unique_ptr<Run>> runs_;  // in the order of their ids
  uint64_t begun_ = 0;                      // the largest id of them
  size_t turn_of_ = 0;                      // the next run to make a step, in runs_
  Run* at_work_ = nullptr;                  // whose memory ran out, if it does
  uint64_t serial_ = 0;
  bool unpublished_ = false;  // something went wrong while it was to be shown
  Clock::time_point published_at_{};
};

}  // namespace saddle
