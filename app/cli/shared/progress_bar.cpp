#include "cli/shared/progress_bar.h"

#include <algorithm>
#include <cstdio>
#include <unistd.h>

#include <fmt/format.h>

namespace saddle::cli {
namespace {

constexpr int width = 28;

std::string minutes(double seconds) {
  const auto whole = static_cast<int64_t>(seconds + 0.5);
  return whole < 3600 ? fmt::format("{}:{:02}", whole / 60, whole % 60)
                      : fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
}

}  // namespace

ProgressBar::ProgressBar() : terminal_(isatty(STDERR_FILENO) != 0) {}

void ProgressBar::show(int64_t done, int64_t total, double seconds, const std::string& text) {
  if (!terminal_) return;
  const double part = total > 0 ? std::clamp(static_cast<double>(done) / static_cast<double>(total), 0.0, 1.0) : 0;
  const int full = static_cast<int>(part * width);
  std::string bar;
  for (int i = 0; i < width; ++i) bar += i < full ? "█" : "░";
  const std::string left = part > 0 ? minutes(seconds / part * (1 - part)) : "–";
  fmt::print(stderr, "\r\033[K{} {:3.0f} %  {}  {} left", bar, 100 * part, text, left);
  std::fflush(stderr);
  shown_ = true;
}

void ProgressBar::finish() {
  if (shown_) fmt::print(stderr, "\r\033[K");
}

}  // namespace saddle::cli
