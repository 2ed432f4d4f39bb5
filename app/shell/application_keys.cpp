#include <algorithm>
#include <cmath>

#include "shell/application.h"

// What the keys of every lab do.
namespace saddle::app {

void Application::keys(Frame& frame) {
  if (dialog_.open() || keys_shown_) return;
  const auto pressed = pressed_shortcut();
  if (pressed && belongs_to_every_lab(pressed->action)) return act(frame, *pressed);
  if (ImGui::GetIO().WantTextInput || labs_[lab_]->keys(frame)) return;
  if (pressed) act(frame, *pressed);
}

void Application::act(Frame& frame, Pressed pressed) {
  const bool running = now_->status == Status::running, loading = now_->status == Status::loading,
             faulty = !analyses_.of(draft_.experiment).faults.empty();
  switch (pressed.action) {
    case Action::train:
      if (!ImGui::GetIO().NavVisible && (!faulty || running) && !loading) train(frame);
      return;
    case Action::step:
      if (!running && !faulty && !loading && !frame.outdated) frame.training.send(command::Step{});
      return;
    case Action::reset:
      if (!faulty && !loading) reset(frame);
      return;
    case Action::undo:
      return history_.undo(draft_);
    case Action::redo:
      return history_.redo(draft_);
    case Action::open:
      return ask_for_file(FilePurpose::open);
    case Action::save_experiment:
      return ask_for_file(FilePurpose::experiment);
    case Action::save_model:
      return ask_for_file(FilePurpose::model);
    case Action::save_checkpoint:
      return ask_for_file(FilePurpose::checkpoint);
    case Action::save_picture:
      return ask_for_file(FilePurpose::picture);
    case Action::save_curves:
      return ask_for_file(FilePurpose::curves);
    case Action::copy_command:
      return copy_command();
    case Action::lab:
      if (static_cast<size_t>(pressed.number) < labs_.size()) next_lab_ = static_cast<size_t>(pressed.number);
      return;
    case Action::panel:
      frame.focus.wanted_panel = pressed.number;
      return;
    case Action::full_screen:
      full_screen_ = !full_screen_;
      return;
    case Action::larger:
      return rescale(settings_.scale * scale_step);
    case Action::smaller:
      return rescale(settings_.scale / scale_step);
    case Action::usual_size:
      return rescale(1);
    case Action::keys:
      keys_shown_ = true;
      return;
  }
}

void Application::rescale(double scale) {
  settings_.scale = std::clamp(std::round(scale * 20) / 20, least_scale, most_scale);
  fonts_stale_ = true;
}

}  // namespace saddle::app
