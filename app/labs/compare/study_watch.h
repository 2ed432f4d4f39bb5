#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "labs/compare/runner_slot.h"
#include "labs/compare/study_view.h"
#include "saddle/latest_job.h"

namespace saddle::app {

// A study in training, as the window watches it: its threads, and what there is to draw of it, which is worked out in
// the background. All members are called on the window's thread, which waits for none of that.
class StudyWatch {
 public:
  // Without `threads` what is to be drawn is worked out in pump(); the runs have threads all the same. `wake`: called
  // on any thread when there is something new.
  StudyWatch(bool threads, std::function<void()> wake);

  // Begins; what was watched before stays until there is something of it.
  void start(Study study, const std::filesystem::path& data_directory);
  void stop();
  bool running() const { return beginning() || (study_ && !snapshot_->done); }
  bool beginning() const { return slot_.beginning(); }  // being checked
  bool stopping() const { return stopping_ && running(); }
  // Why what was started last has not begun.
  const std::optional<Issue>& failure() const { return failure_; }

  // Every frame: what is to be seen.
  struct Wanted {
    std::string metric;
    int first = -1, second = -1;
    bool operator==(const Wanted&) const = default;
  };
  void follow(const Wanted& wanted, double now);
  // Null before the first start and until there is something of it.
  const std::shared_ptr<const StudyView>& view() const { return view_; }
  // Of what began last; null before.
  const std::shared_ptr<const Study>& study() const { return study_; }
  const std::shared_ptr<const StudySnapshot>& snapshot() const { return snapshot_; }
  // Whether the view shows all that is known.
  bool up_to_date() const;
  bool pump();

 private:
  using Product = std::shared_ptr<const StudyView>;
  using Job = LatestJob<StudyViewOrder, Product>;
  void take_begun();

  const bool threads_;
  const std::function<void()> wake_;
  std::shared_ptr<std::atomic<bool>> woken_ = std::make_shared<std::atomic<bool>>(false);
  std::filesystem::path data_directory_, begun_in_;
  std::optional<Issue> failure_;
  std::shared_ptr<const Study> study_;
  std::shared_ptr<const StudySnapshot> snapshot_;
  std::shared_ptr<const StudyView> view_;
  std::vector<std::shared_ptr<const void>> replaced_;  // in the last frame, in which others may have held it still
  bool stopping_ = false;
  Wanted wanted_, ordered_wanted_;
  uint64_t ordered_ = 0, ordered_serial_ = 0;
  const Study* ordered_study_ = nullptr;
  double ordered_at_ = 0;
  Job job_;
  RunnerSlot<StudyRunner> slot_;
};

}  // namespace saddle::app
