#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ui/chord.h"

namespace saddle::app {

// All that a key or a button of the bar does.
enum class Action {
  train,
  step,
  reset,
  slower,
  faster,
  earlier,
  later,
  replay,
  now,
  ask_class,
  undo,
  redo,
  new_experiment,
  open,
  save_experiment,
  save_model,
  save_checkpoint,
  save_tape,
  save_picture,
  save_curves,
  save_report,
  copy_command,
  make_assignment,
  find_fault,
  lab,    // with a number: of the lab
  panel,  // with a number: of the panel
  side_panel,
  full_screen,
  language,  // the other one
  theme,     // the other one
  larger,
  smaller,
  usual_size,
  keys,
  quit
};

struct Shortcut {
  Action action;
  std::string_view name;          // of its mark
  std::vector<ui::Chord> chords;  // any of them; the first is shown
  std::string_view section, help;
};

// The one table: what is handled, what the list of keys shows and what tooltips name.
const std::vector<Shortcut>& shortcuts();
// Whether it means the same in every lab; the rest are for those that take them (see Lab::takes).
bool belongs_to_every_lab(Action action);
// "Ctrl+S"
std::string keys_of(Action action);
// A tooltip with its key: "One mini-batch  (S)"
std::string with_keys(std::string_view tooltip, Action action);

struct Pressed {
  Action action;
  int number = 0;  // of Action::lab and Action::panel, from 0
};
// What was pressed in this frame; nothing while somebody types.
std::optional<Pressed> pressed_shortcut();

}  // namespace saddle::app
