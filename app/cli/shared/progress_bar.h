#pragma once

#include <cstdint>
#include <string>

namespace saddle::cli {

// A line on standard error that is redrawn in place. Prints nothing if standard error is not a terminal.
class ProgressBar {
 public:
  ProgressBar();
  // `seconds` since the start, from which the remaining time is estimated.
  void show(int64_t done, int64_t total, double seconds, const std::string& text);
  void finish();
  bool on_terminal() const { return terminal_; }

 private:
  bool terminal_ = false, shown_ = false;
};

}  // namespace saddle::cli
