#pragma once

#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "model/frame.h"
#include "saddle/model.h"
#include "saddle/study.h"
#include "shell/background.h"
#include "shell/notices.h"
#include "shell/path_dialog.h"
#include "shell/session_line.h"
#include "shell/state.h"

namespace saddle::app {

// What can be done with files: asks where, saves in the background, and says what came of it.
class FileActions {
 public:
  // They must outlive it, and so must the language that its actions are given; `background` must have finished before
  // it ends.
  // `threads`, `wake`: see PathDialog.
  FileActions(State& state, Background& background, Notices& notices, bool threads, std::function<void()> wake)
      : state_(state), background_(background), notices_(notices), dialog_(threads, std::move(wake)) {}

  // Begins to ask for a path. `shown`: what is on the screen, of which a picture can be saved. `name`: what the file is
  // to be called; empty: as the experiment.
  void ask(FilePurpose purpose, const ui::Language& language, const ui::Marks& shown, const std::string& name = {});
  bool asking() const { return dialog_.open(); }
  // Every frame; gives the answer once.
  std::optional<PathDialog::Answer> draw(ui::Ui& ui) { return dialog_.draw(ui, state_.settings.recent); }

  // Of the draft; or the study that a lab makes of it.
  void save_experiment(const ui::Language& language, const std::string& file, const std::string& data_directory,
                       const std::optional<Study>& study = {});
  // The worker copies the weights between two steps and goes on; they are packed and written in the background, which
  // takes seconds of a large network. follow() tells when that is done.
  // `purpose`: a model, a checkpoint or a tape.
  void save_model(SessionLine& training, const std::string& file, FilePurpose purpose);
  void save_report(Frame& frame, SessionLine& training, const std::string& file);
  void follow(const ui::Language& language, const RunSnapshot& now);
  // A run that `start` begins from a file, at this step: as long as it makes none, it is saved.
  void opened(Ticket start, int64_t steps) { opened_ = {start, steps}; }
  // Whether the weights of this moment were saved.
  bool has_saved(const RunSnapshot& now) const { return saved_run_ == now.run && saved_steps_ == now.steps; }
  void save_curves(Frame& frame, const std::string& file);
  // Copies the command that trains the draft, or the study; where none can say all of it, a file is asked for first.
  void copy_command(Frame& frame, const ui::Marks& shown, const std::optional<Study>& study = {});

  // `save` runs in the background and throws Error if it cannot; `then` runs on this thread, afterwards, and is told
  // whether it could.
  void save_in_background(
      const ui::Language& language, std::string file, std::function<void()> save,
      std::function<void(bool)> then = [](bool) {});
  // The files opened or saved lately, this one first.
  void remember(const std::string& file);

 private:
  // A model that the worker was asked for, until it has come.
  struct Saving {
    Ticket ticket;
    std::future<std::shared_ptr<const Model>> model;
    std::string file;
    // Writes something else of it than the model; empty: the model.
    std::function<void(const std::shared_ptr<const Model>&, const std::string&)> page;
  };

  void write_model(const ui::Language& language, Saving saving, const RunSnapshot& now);
  void saved(const ui::Language& language, const std::string& file);

  State& state_;
  Background& background_;
  Notices& notices_;
  PathDialog dialog_;
  bool copy_when_saved_ = false;  // the command, which needs the file
  uint64_t saved_run_ = 0;        // what was saved last
  int64_t saved_steps_ = 0;
  std::deque<Saving> saving_;                         // in the order in which they were asked for
  std::optional<std::pair<Ticket, int64_t>> opened_;  // a Start not yet answered, and the step of its checkpoint
};

}  // namespace saddle::app
