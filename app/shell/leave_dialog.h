#pragma once

#include <optional>

#include "ui/ui.h"

namespace saddle::app {

// Asks, before trained weights would be lost, what shall become of them.
class LeaveDialog {
 public:
  enum class Leaving { for_a_new_experiment, for_good };
  enum class Answer { save_first, go_on };

  void ask(Leaving leaving);
  bool open() const { return leaving_.has_value(); }
  Leaving leaving() const { return *leaving_; }  // while it is open
  // Each frame. It closes with its answer, or without one where the user thinks better of it.
  std::optional<Answer> draw(ui::Ui& ui);

 private:
  std::optional<Leaving> leaving_;
};

}  // namespace saddle::app
