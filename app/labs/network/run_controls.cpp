#include "labs/network/run_controls.h"

#include <string>

#include <fmt/format.h>

#include "labs/network/pace_choice.h"
#include "model/pace.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

// What can be done with the run as it stands.
struct Allowed {
  bool running = false, train = false, step = false, reset = false, faulty = false;
};

Allowed allowed(const Frame& frame) {
  const Status status = frame.training.now.status;
  const bool running = status == Status::running, loading = status == Status::loading,
             faulty = !frame.analyses.of(frame.draft.experiment).faults.empty();
  return {.running = running,
          .train = (!faulty || running) && !loading,
          .step = !running && !faulty && !loading && !frame.outdated,
          .reset = !faulty && !loading,
          .faulty = faulty};
}

// Whether the run goes on or starts anew is for the worker to say: a snapshot may be older than what was sent.
void train(Frame& frame) {
  if (frame.training.now.status == Status::running) {
    frame.training.send(command::Pause{});
  } else {
    frame.training.send(command::Train{.experiment = frame.draft.experiment, .data_directory = frame.data_directory});
  }
}

void reset(Frame& frame) {
  frame.training.send(command::Start{.experiment = frame.draft.experiment, .data_directory = frame.data_directory});
}

void draw_state(Frame& frame) {
  ui::Ui& ui = frame.ui;
  const RunSnapshot& now = frame.training.now;
  std::string state(ui.tr(name_of(now.status)));
  if (now.steps > 0) state += " · " + fmt::format(fmt::runtime(ui.tr("step {} of {}")), now.steps, now.total_steps);
  ImGui::AlignTextToFramePadding();
  const bool sick = now.alarm || now.diagnosis;
  ui::text(ui, state, sick ? ui.theme.error : ui.theme.muted, ui.fonts.body);
  ui.mark("status", std::string(name_of(now.status)));
  if (sick) {
    const std::string why = ui.language(now.alarm ? now.alarm->issue : *now.issue);
    ui::tooltip(ui, {}, why);
    ImGui::SameLine(0, ui.px(8));
    if (ui::button(ui, "status.doctor", ui.tr("Why?"), {.look = ui::Look::danger, .tooltip = why}))
      frame.focus.asked_panel = "gradients";
  }
  if (now.steps > 0) ui.mark("status.steps", std::to_string(now.steps));
}

}  // namespace

void draw_run_controls(Frame& frame) {
  ui::Ui& ui = frame.ui;
  const RunSnapshot& now = frame.training.now;
  const Allowed can = allowed(frame);
  const std::string why(can.faulty ? std::string(ui.tr("Something cannot be built: see what is marked red"))
                                   : with_keys(ui.tr("Trains until all epochs are done, or pauses"), Action::train));
  const std::string step_help = with_keys(ui.tr("One mini-batch: forward, backward, update"), Action::step),
                    reset_help =
                        with_keys(ui.tr("Back to the first weights, with the experiment as it stands on the left"),
                                  Action::reset);
  const std::string_view word = can.running                       ? ui.tr("Pause")
                                : frame.outdated && now.steps > 0 ? ui.tr("Train anew")
                                                                  : ui.tr("Train|button");
  if (ui::button(ui, "train", word,
                 {.look = ui::Look::primary, .size = {ui.px(112), 0}, .enabled = can.train, .tooltip = why}))
    train(frame);
  ImGui::SameLine();
  if (ui::button(ui, "step", ui.tr("Step"), {.enabled = can.step, .tooltip = step_help}))
    frame.training.send(command::Step{});
  ImGui::SameLine();
  if (ui::button(ui, "reset", ui.tr("Reset"), {.enabled = can.reset, .tooltip = reset_help})) reset(frame);
  ImGui::SameLine();
  draw_pace_choice(frame, pace_choice_width(ui));
  ImGui::SameLine(0, ui.px(16));
  draw_state(frame);
}

void act_on_run(Frame& frame, Action action) {
  const Allowed can = allowed(frame);
  if (action == Action::train && can.train && !ImGui::GetIO().NavVisible) train(frame);
  if (action == Action::step && can.step) frame.training.send(command::Step{});
  if (action == Action::reset && can.reset) reset(frame);
  double& pace = frame.workspace.pace;
  if (action == Action::slower) pace = slower(pace);
  if (action == Action::faster) pace = faster(pace);
}

}  // namespace saddle::app
