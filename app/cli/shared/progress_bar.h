#pragma once

#include <cstdint>
#include <string>

namespace saddle::cli {

// A line on standard error that renews itself; silent where that is not a terminal.
class ProgressBar {
 public:
  ProgressBar();
  // `seconds`: since the start; the remaining time follows from it.
  void show(int64_t done, int64_t total, double seconds, const std::string& text);
  void finish();

 private:
  bool terminal_ = false, shown_ = false;
};

}  // namespace saddle::cli
