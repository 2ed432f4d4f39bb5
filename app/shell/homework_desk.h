#pragma once

#include <future>
#include <memory>
#include <optional>
#include <string>

#include "model/homework/staged_assignment.h"
#include "panels/homework/assignment_dialog.h"
#include "saddle/model.h"
#include "shell/file_actions.h"
#include "shell/lab_set.h"
#include "shell/run_controller.h"
#include "shell/state.h"

namespace saddle::app {

// Homework in the window: an assignment that is worked on beside the lab, and one that is being made.
class HomeworkDesk {
 public:
  // All of them outlive it.
  HomeworkDesk(State& state, RunController& run, LabSet& labs, FileActions& files, std::string data_directory)
      : state_(state), run_(run), labs_(labs), files_(files), data_directory_(std::move(data_directory)) {}

  // Shows the assignment of that file, and its experiment; leave() brings back what was there before.
  void stage(Assignment assignment, const std::string& file);
  void leave();
  bool staged() const { return staged_.has_value(); }
  // The widgets of what is locked; null where nothing is.
  const ui::Locks* locks(const ui::Ui& ui);

  // Draws the card in an area at the right side; returns its width, which the lab does without; 0: there is none.
  float width(const ui::Ui& ui) const;
  void draw_card(Frame& frame, const ui::Marks& shown);

  // The dialog that makes one.
  void make() { dialog_.ask(state_.document.draft.experiment); }
  bool asking() const { return dialog_.open(); }
  void draw_dialog(Frame& frame, const ui::Marks& shown);

  // What the user has chosen a file for.
  void save_answer(Frame& frame, const std::string& file);
  void save_assignment(const ui::Language& language, const std::string& file);

  // At the end of each frame: puts back what is locked, however it was changed; returns what was, or nothing.
  std::string keep_locked();
  void follow(const ui::Language& language, const RunSnapshot& now);

 private:
  // An answer whose model the worker was asked for.
  struct Pending {
    Ticket ticket{};
    std::future<std::shared_ptr<const Model>> model;
    AnswerSheet sheet;
    std::string file;
  };

  State& state_;
  RunController& run_;
  LabSet& labs_;
  FileActions& files_;
  const std::string data_directory_;
  std::optional<StagedAssignment> staged_;
  Document before_;  // the rest of what was there
  std::string lab_before_;
  ui::Locks locks_;
  AssignmentDialog dialog_;
  Assignment made_;  // to be saved, once there is a file
  std::optional<Pending> pending_;
};

}  // namespace saddle::app
