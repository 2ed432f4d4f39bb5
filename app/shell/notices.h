#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "saddle/error.h"
#include "ui/ui.h"

namespace saddle::app {

// What the program has to say of what was asked of it: what failed, until it is closed, and what was done, for a while.
class Notices {
 public:
  void failed(Issue issue) { issue_ = std::move(issue); }
  void done(std::string sentence);
  void forget_failure() { issue_.reset(); }
  bool fades() const { return !done_.empty(); }  // what it says is gone after a while

  void draw_failure(ui::Ui& ui);  // takes room in the window
  void draw_done(ui::Ui& ui);     // lies over it

 private:
  std::optional<Issue> issue_;
  std::string done_;
  std::chrono::steady_clock::time_point done_at_{};
};

}  // namespace saddle::app
