#pragma once

#include <cstdint>
#include <string>

#include "saddle/snapshot.h"

namespace saddle::cli {

// A row for each step: step, epoch, seconds, train loss, and the accuracies where they were measured. The file appears
// whole, when the run ends.
class RunLog {
 public:
  // Empty: writes nothing. Throws Error for an ending other than .jsonl and .csv.
  explicit RunLog(const std::string& file);
  void write(const Snapshot& now);  // the steps since the last call
  void finish();                    // throws Error where the file cannot be written

 private:
  std::string file_, text_;
  bool csv_ = false;
  int64_t loss_ = 0, train_ = 0, test_ = 0, norm_ = 0;  // how many points of each curve are written
};

}  // namespace saddle::cli
