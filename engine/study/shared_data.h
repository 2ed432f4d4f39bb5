#pragma once

#include <atomic>
#include <deque>
#include <filesystem>
#include <memory>

#include "saddle/dataset.h"
#include "saddle/thread_safety.h"
#include "session/dataset_pool.h"

namespace saddle {

// The data sets of many runs on several threads. Each is loaded once, and is immutable; of those that no run has at
// the moment, the last few are kept for the next.
class SharedData {
 public:
  enum class Parts { all, without_test };
  // `directory`: as in --data. `kept`: how many are held at most, besides those that runs have.
  SharedData(std::filesystem::path directory, int kept, Parts parts = Parts::all);

  // Waits while another thread loads. `stop`: a load that is stopped throws Error. Throws Error.
  std::shared_ptr<const Dataset> get(const Choice& data, const std::atomic<bool>& stop);

 private:
  struct Kept {
    Choice data;
    std::shared_ptr<const Dataset> dataset;
  };
  const std::filesystem::path directory_;
  const size_t most_kept_;
  const Parts parts_;
  Mutex mutex_;
  DatasetPool pool_ SADDLE_GUARDED_BY(mutex_);
  std::deque<Kept> kept_ SADDLE_GUARDED_BY(mutex_);  // the latest first
};

}  // namespace saddle
