#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <vector>

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
  ~StudyWatch();  // stops, and waits for the steps under way

  // Begins, instead of the study before. Throws Error where check(study) does.
  void start(Study study, const std::filesystem::path& data_directory);
  void stop();
  bool running() const;
  bool stopping() const { return stopping_ && running(); }

  // Every frame: what is to be seen.
  struct Wanted {
    std::string metric;
    int first = -1, second = -1;
    bool operator==(const Wanted&) const = default;
  };
  void follow(const Wanted& wanted, double now);
  // Null before the first start and until there is something of it.
  std::shared_ptr<const StudyView> view() const { return view_; }
  // Of what was started last; null before.
  std::shared_ptr<const Study> study() const { return study_; }
  std::shared_ptr<const StudySnapshot> snapshot() const { return snapshot_; }
  // Whether the view shows all that is known.
  bool up_to_date() const;
  bool pump();

 private:
  using Product = std::shared_ptr<const StudyView>;
  using Job = LatestJob<StudyViewOrder, Product>;
  void retire();

  const bool threads_;
  const std::function<void()> wake_;
  std::shared_ptr<std::atomic<bool>> woken_ = std::make_shared<std::atomic<bool>>(false);
  std::filesystem::path data_directory_;
  std::shared_ptr<const Study> study_;
  std::shared_ptr<const StudySnapshot> snapshot_;
  std::shared_ptr<const StudyView> view_;
  bool stopping_ = false;
  Wanted wanted_, ordered_wanted_;
  uint64_t ordered_ = 0, ordered_serial_ = 0;
  const Study* ordered_study_ = nullptr;
  double ordered_at_ = 0;
  std::shared_ptr<StudyRunner> runner_;
  std::vector<std::future<void>> ending_;  // studies before this one, on their way out
  Job job_;
};

}  // namespace saddle::app
