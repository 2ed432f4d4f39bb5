#pragma once

#include <chrono>
#include <cstdio>
#include <memory>
#include <string>

#include "saddle/snapshot.h"

namespace saddle::cli {

// A row for each step: step, epoch, seconds, train loss, and the accuracies where they were measured. Written as the
// run goes, and on the disk within a second: what is there can be read while the run goes on, and is left by one that
// is killed.
class RunLog {
 public:
  // Empty: writes nothing. Throws Error for an ending other than .jsonl and .csv, and for a place that cannot be
  // written.
  explicit RunLog(const std::string& file);
  void write(const RunSnapshot& now);  // the steps since the last call
  void finish();                       // throws Error where not all could be written

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };

  std::string name_;
  std::unique_ptr<std::FILE, Close> file_;  // null: writes nothing
  bool csv_ = false;
  double step_ = 0;  // the last that is written
  std::chrono::steady_clock::time_point flushed_ = std::chrono::steady_clock::now();
};

}  // namespace saddle::cli
