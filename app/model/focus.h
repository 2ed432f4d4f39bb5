#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "model/drawing.h"
#include "model/predicted_curve.h"
#include "model/shortcuts.h"
#include "model/stage_wish.h"
#include "model/time_travel.h"
#include "model/vote.h"
#include "saddle/study.h"

namespace saddle::app {

// How far somebody is who looks for a hidden fault: Experiment::fault of the draft, while there is one.
struct FaultHunt {
  static constexpr int most_points = 10, of_a_hint = 2, of_a_wrong_name = 3;

  int seed = 1;                         // of which it was made
  int hints = 0;                        // asked for
  std::vector<std::string> wrong = {};  // names that were tried
  std::string found = {};               // the fault, once it was named or given up
  bool given_up = false, mended = false;

  int points() const {
    const int cost = of_a_hint * hints + of_a_wrong_name * static_cast<int>(wrong.size());
    return given_up ? 0 : std::max(0, most_points - cost);
  }
};

// What all panels show: a layer, and what is given to the network. And what a panel asks of the shell, which does it
// when the frame is drawn.
struct Focus {
  std::string node;                                      // name of a layer; empty: none was chosen
  int64_t example = 0;                                   // index into the test set
  bool drawing = false;                                  // what the user brought, instead of the example
  Drawing canvas = {};                                   // what is drawn with the mouse
  std::shared_ptr<const std::vector<float>> drawn = {};  // that: drawn, typed, or made of a picture; channels-last;
                                                         // null: nothing yet
  int wanted_panel = -1;                                 // chosen by a key: a place in the menu of panels
  std::string asked_panel = {};                          // to be brought into sight, by name; empty: none

  FaultHunt hunt = {};

  bool picture_asked = false;    // by a panel: the user shall choose one
  std::string wanted_file = {};  // by a panel: it shall be brought
  // By a panel: the picture on the clipboard, or in the file that it names, shall be brought. Then what came of it, if
  // there was none: nothing to be found, or nobody who can see more than text.
  enum class Paste { none, wanted, nothing, blind };
  Paste paste = Paste::none;
  std::string wanted_lab = {};               // by a panel: it shall be opened, by name
  std::optional<Action> wanted_action = {};  // by a panel: as if its key were pressed
  std::string suggested_file = {};           // by a panel that wants Action::open: what the dialog begins with
  std::optional<Study> wanted_study = {};    // by a panel, or a file: it shall be raced; the lab that does so takes it
  std::optional<StageWish> wanted_stage = {};  // by a panel: the window shall show that
  bool wanted_run = false;  // what the arena or a race was staged for shall run; the lab that does so takes it

  // By a panel: the class shall be asked this; or, as soon as the open lab has a question, that.
  std::optional<VoteQuestion> wanted_vote = {};
  bool vote_wanted = false;
  std::string wanted_lesson = {};           // by a panel: it shall be opened, by name
  std::optional<int64_t> wanted_step = {};  // by a lesson: the arena shall stand at this step; the arena takes it
  std::shared_ptr<const PredictedCurve> predicted = {};  // stays in the figure of the loss; null: nobody said anything

  TimeTravel time = {};     // where in the run's past they look
  bool own_arrows = false;  // said in each frame by whoever moves something with the arrow keys

  // Undo and redo belong to what the mouse is over where that keeps steps of its own, as a drawing does.
  enum class Undo { none, undo, redo };
  bool own_undo = false;  // said in each frame by whoever has it
  Undo wanted_undo = Undo::none;
};

}  // namespace saddle::app
