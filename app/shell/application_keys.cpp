#include <algorithm>
#include <cmath>

#include "shell/application.h"
#include "shell/file_menu.h"
#include "shell/screen_scale.h"

// What keys and the buttons of the bar do.
namespace saddle::app {
namespace {

constexpr double least_scale = 0.6, most_scale = 4, scale_step = 1.1;

double rounded_scale(double scale) { return std::clamp(std::round(scale * 20) / 20, least_scale, most_scale); }

}  // namespace

void Application::keys(Frame& frame) {
  if (files_.asking() || keys_shown_ || leave_.open() || homework_.asking() || vote_.covers()) return;
  const auto pressed = pressed_shortcut();
  if (pressed && belongs_to_every_lab(pressed->action)) return act(frame, *pressed);
  if (pressed && pressed->action == Action::train && lessons_.space_goes_on() && !ImGui::GetIO().NavVisible)
    return lessons_.next();
  if (ImGui::GetIO().WantTextInput) return;
  // The menu of files is in every lab, and names their keys.
  if (pressed && (lab().takes(pressed->action) || is_in_file_menu(pressed->action))) act(frame, *pressed);
  lab().keys(frame);
}

void Application::act(Frame& frame, Pressed pressed) {
  if (lessons_.holds_back(pressed.action)) return;
  Settings& settings = state_.settings;
  const auto ask = [&](FilePurpose purpose) { files_.ask(purpose, frame.ui.language, shown_); };
  switch (pressed.action) {
    case Action::train:
    case Action::step:
    case Action::reset:
    case Action::slower:
    case Action::faster:
    case Action::earlier:
    case Action::later:
    case Action::replay:
    case Action::now:
    case Action::panel:
    case Action::side_panel:
      return lab().act(frame, pressed);
    case Action::ask_class:
      if (lab().question(frame)) {
        state_.focus.vote_wanted = true;
      } else {
        notices_.done(
            std::string(frame.ui.tr("There is nothing to predict now: a class is asked before the first step.")));
      }
      return;
    case Action::undo:
      if (state_.focus.own_undo) {
        state_.focus.wanted_undo = Focus::Undo::undo;
        return;
      }
      return histories_.undo(settings.lab, state_.document);
    case Action::redo:
      if (state_.focus.own_undo) {
        state_.focus.wanted_undo = Focus::Undo::redo;
        return;
      }
      return histories_.redo(settings.lab, state_.document);
    case Action::new_experiment:
      if (homework_.staged())
        return notices_.failed(make_issue("", "an assignment is open; leave it first, at the right side"));
      return leave(LeaveDialog::Leaving::for_a_new_experiment);
    case Action::quit:
      return leave(LeaveDialog::Leaving::for_good);
    case Action::open:
      return ask(FilePurpose::open);
    case Action::save_experiment:
      return ask(FilePurpose::experiment);
    case Action::save_model:
      return ask(FilePurpose::model);
    case Action::save_checkpoint:
      return ask(FilePurpose::checkpoint);
    case Action::save_tape:
      return ask(FilePurpose::tape);
    case Action::save_picture:
      return ask(FilePurpose::picture);
    case Action::save_curves:
      return ask(FilePurpose::curves);
    case Action::make_assignment:
      return homework_.make();
    case Action::save_report:
      if (!frame.training.now.experiment || frame.training.now.steps == 0) return;
      return ask(FilePurpose::report);
    case Action::copy_command:
      return files_.copy_command(frame, shown_, lab().study(frame));
    case Action::find_fault:
      state_.focus.wanted_lab = "network";
      state_.focus.asked_panel = "hunt";
      return;
    case Action::lab:
      return labs_.ask(static_cast<size_t>(pressed.number));
    case Action::full_screen:
      full_screen_ = !full_screen_;
      return;
    case Action::language:
      settings.language = settings.language == "en" ? "ko" : "en";
      return;
    case Action::theme:
      settings.dark = !settings.dark;
      return;
    case Action::larger:
      choose_scale(settings, rounded_scale(settings.scale * scale_step));
      return;
    case Action::smaller:
      choose_scale(settings, rounded_scale(settings.scale / scale_step));
      return;
    case Action::usual_size:
      use_usual_scale(settings);
      return;
    case Action::keys:
      keys_shown_ = true;
      return;
  }
}

void Application::on_screen(const Screen& screen) { move_to(state_.settings, screen); }

}  // namespace saddle::app
