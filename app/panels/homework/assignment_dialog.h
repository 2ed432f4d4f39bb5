#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "saddle/homework.h"
#include "ui/ui.h"

namespace saddle::app {

// Makes an assignment of an experiment as it stands: what is locked, and what is asked. It lies over
// the lab.
class AssignmentDialog {
 public:
  struct Made {
    Assignment assignment;
    bool key = true;  // false: the copy for students
  };

  // With what was entered before, as long as the program runs.
  void ask(const Experiment& experiment);
  bool open() const { return open_; }
  // Each frame. It closes with its answer; what was entered is still there when it is opened again, for the other file.
  std::optional<Made> draw(ui::Ui& ui);

 private:
  struct Lock {
    std::string path, label;
    bool on = false;
  };

  void draw_body(ui::Ui& ui);
  // Whether it is to close; what was asked for is put into `made`.
  bool draw_buttons(ui::Ui& ui, std::optional<Made>& made);
  void draw_locks(ui::Ui& ui);
  void draw_questions(ui::Ui& ui);
  Assignment assignment() const;
  std::optional<Issue> obstacle() const;

  bool open_ = false;
  Experiment experiment_;
  std::string title_, about_;
  int most_steps_ = 2000;
  std::vector<Lock> locks_;
  std::vector<Question> questions_;
};

}  // namespace saddle::app
