#include "model/shortcuts.h"

#include <algorithm>

namespace saddle::app {
namespace {

namespace key = ui::key;

const Shortcut& shortcut_of(Action action) { return *std::ranges::find(shortcuts(), action, &Shortcut::action); }

std::vector<ui::Chord> digits(bool control) {
  std::vector<ui::Chord> all;
  // French keyboards have the digits above signs.
  for (char digit = '1'; digit <= '9'; ++digit) all.push_back({.key = digit, .control = control, .any_shift = true});
  return all;
}

}  // namespace

const std::vector<Shortcut>& shortcuts() {
  static const std::vector<Shortcut> all = {
      {Action::train, "train", {{.key = key::space}}, "Training", "Train, or pause"},
      {Action::step, "step", {{.key = 'S'}}, "Training", "One step"},
      {Action::reset, "reset", {{.key = 'R'}}, "Training", "Back to the first weights"},
      {Action::slower,
       "slower",
       {{.key = key::minus}, {.key = key::keypad_minus}},
       "Training",
       "Fewer steps a second, to watch them"},
      {Action::faster,
       "faster",
       {{.key = key::equal, .any_shift = true}, {.key = key::keypad_plus}},
       "Training",
       "More steps a second"},
      {Action::earlier, "earlier", {{.key = key::left}}, "Training", "One kept moment back in time"},
      {Action::later, "later", {{.key = key::right}}, "Training", "One kept moment forward"},
      {Action::replay, "replay", {{.key = 'P'}}, "Training", "Replay how it learned, or stop"},
      {Action::now, "now", {{.key = key::end}}, "Training", "Back to now"},
      {Action::ask_class, "ask_class", {{.key = 'V'}}, "Training", "Ask the class what will come of it"},
      {Action::undo, "undo", {{.key = 'Z', .control = true}}, "Training", "Undo a change of the experiment"},
      {Action::redo,
       "redo",
       {{.key = 'Y', .control = true}, {.key = 'Z', .control = true, .shift = true}},
       "Training",
       "Redo it"},
      {Action::new_experiment, "new_experiment", {{.key = 'N', .control = true}}, "Files", "A new experiment"},
      {Action::open, "open", {{.key = 'O', .control = true}}, "Files", "Open an experiment, a model or data"},
      {Action::save_experiment, "save_experiment", {{.key = 'S', .control = true}}, "Files", "Save the experiment"},
      {Action::save_model,
       "save_model",
       {{.key = 'S', .control = true, .shift = true}},
       "Files",
       "Save the trained model"},
      {Action::save_checkpoint,
       "save_checkpoint",
       {{.key = 'K', .control = true}},
       "Files",
       "Save a checkpoint, to go on from"},
      {Action::save_tape, "save_tape", {{.key = 'T', .control = true}}, "Files", "Save the run as a tape"},
      {Action::save_picture, "save_picture", {{.key = 'E', .control = true}}, "Files", "Save a picture"},
      {Action::save_curves,
       "save_curves",
       {{.key = 'E', .control = true, .shift = true}},
       "Files",
       "Save the curves as a table"},
      {Action::save_report,
       "save_report",
       {{.key = 'R', .control = true}},
       "Files",
       "Save a report of the run, as a page"},
      {Action::copy_command,
       "copy_command",
       {{.key = 'C', .control = true, .shift = true}},
       "Files",
       "Copy the command that trains this"},
      {Action::make_assignment, "make_assignment", {{.key = 'M', .control = true}}, "Files", "Make an assignment"},
      {Action::find_fault, "find_fault", {{.key = 'F', .control = true}}, "Files", "Find the fault that Saddle hides"},
      {Action::quit, "quit", {{.key = 'Q', .control = true}}, "Files", "Quit"},
      {Action::lab, "lab", digits(true), "View", "Another lab"},
      {Action::panel, "panel", digits(false), "View", "The panel in the pane under the mouse"},
      {Action::side_panel, "side_panel", {{.key = 'B', .control = true}}, "View", "Show or hide the side panel"},
      {Action::full_screen, "full_screen", {{.key = key::f11}}, "View", "Full screen"},
      {Action::larger,
       "larger",
       {{.key = key::equal, .control = true, .any_shift = true}, {.key = key::keypad_plus, .control = true}},
       "View",
       "Everything larger"},
      {Action::smaller,
       "smaller",
       {{.key = key::minus, .control = true, .any_shift = true}, {.key = key::keypad_minus, .control = true}},
       "View",
       "Everything smaller"},
      {Action::usual_size,
       "usual_size",
       {{.key = key::zero, .control = true, .any_shift = true}, {.key = key::keypad_zero, .control = true}},
       "View",
       "The usual size"},
      {Action::keys, "keys", {{.key = key::f1}}, "View", "All keys"},
  };
  return all;
}

bool belongs_to_every_lab(Action action) {
  switch (action) {
    case Action::lab:
    case Action::full_screen:
    case Action::larger:
    case Action::smaller:
    case Action::usual_size:
    case Action::keys:
    case Action::quit:
      return true;
    default:
      return false;
  }
}

std::string keys_of(Action action) {
  const Shortcut& shortcut = shortcut_of(action);
  if (action == Action::panel || action == Action::lab)
    return name_of(shortcut.chords.front()) + " … " + name_of(shortcut.chords.back());
  return name_of(shortcut.chords.front());
}

std::string with_keys(std::string_view tooltip, Action action) {
  return std::string(tooltip) + "  (" + keys_of(action) + ")";
}

std::optional<Pressed> pressed_shortcut() {
  if (ImGui::GetIO().WantTextInput) return std::nullopt;
  for (const Shortcut& shortcut : shortcuts()) {
    for (size_t i = 0; i < shortcut.chords.size(); ++i) {
      if (ui::pressed(shortcut.chords[i])) return Pressed{shortcut.action, static_cast<int>(i)};
    }
  }
  return std::nullopt;
}

}  // namespace saddle::app
