#pragma once

#include <chrono>
#include <cstdio>
#include <memory>
#include <string>

#include "saddle/snapshot.h"

namespace saddle::cli {

// Writes a row for each step: step, epoch, seconds, training loss, and the accuracies where they were measured; as JSON
// also, in the first row, the experiment, and in those where the narrator spoke `event`, a list of what it said. Rows
// reach the disk within a second, so that they can be read during the run and survive if it is killed.
class RunLog {
 public:
  // Writes nothing if `file` is empty. Throws Error for an ending other than .jsonl and .csv, and if the file cannot be
  // created.
  explicit RunLog(const std::string& file);
  void write(const RunSnapshot& now);  // writes the steps since the last call
  void finish();                       // throws Error if not all rows could be written

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };

  std::string rest_of_row(const RunSnapshot& now, int64_t step);

  std::string name_;
  std::unique_ptr<std::FILE, Close> file_;  // null: nothing is written
  bool csv_ = false;
  double step_ = 0;  // the last step that was written
  bool began_ = false;
  size_t said_ = 0;  // events that were written
  std::chrono::steady_clock::time_point flushed_ = std::chrono::steady_clock::now();
};

}  // namespace saddle::cli
