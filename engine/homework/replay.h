#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "saddle/dataset.h"
#include "saddle/grade.h"
#include "saddle/thread_pool.h"

namespace saddle {

// Makes runs again from their seeds; the same run once, however many hand it in.
class Replayer {
 public:
  explicit Replayer(const GradeOptions& options) : options_(options) {}

  // Throws Error where the run is too large, takes too long, or cannot be built. `level`: an index into simd_levels().
  // `go_on` is told the share that is done.
  RunFigures replay(const Experiment& experiment, int64_t steps, size_t level,
                    const std::function<bool(double)>& go_on);
  // Of the test set: how many samples an accuracy counts.
  int64_t test_samples(const Experiment& experiment);

 private:
  std::shared_ptr<const Dataset> data(const Choice& choice);
  RunFigures train(const Experiment& experiment, int64_t steps, const std::function<bool(double)>& go_on);

  const GradeOptions& options_;
  std::pair<Choice, std::shared_ptr<const Dataset>> loaded_;
  std::map<std::string, RunFigures> made_;
};

}  // namespace saddle
