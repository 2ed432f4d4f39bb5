#include "labs/network/run_controls.h"

#include <algorithm>
#include <functional>
#include <string>

#include <fmt/format.h>
#include <imgui_internal.h>

#include "labs/network/fault_chip.h"
#include "labs/network/pace_choice.h"
#include "labs/network/rate_field.h"
#include "model/pace.h"
#include "plot/number.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

// What can be done with the run as it stands.
struct Allowed {
  bool running = false, loading = false, train = false, step = false, reset = false, faulty = false;
};

Allowed allowed(const Frame& frame) {
  const Status status = frame.training.now.status;
  const bool running = status == Status::running, loading = status == Status::loading,
             faulty = !frame.analyses.of(frame.draft.experiment).faults.empty();
  return {.running = running,
          .loading = loading,
          .train = !faulty || running,
          .step = !running && !faulty && !loading && !frame.outdated && !frame.training.now.tape,
          .reset = !faulty && !loading,
          .faulty = faulty};
}

void reset(Frame& frame) {
  frame.training.send(command::Start{.experiment = frame.draft.experiment, .data_directory = frame.data_directory});
}

using Form = ui::Toolbar::Form;

// `waits`: it trains as soon as its data are there.
std::string words_of(const ui::Ui& ui, Status status, int64_t step, int64_t steps, bool waits = false) {
  std::string words(ui.tr(name_of(status)));
  if (waits) words += " · " + std::string(ui.tr("trains then"));
  if (step > 0) words += " · " + fmt::format(fmt::runtime(ui.tr("step {} of {}")), step, steps);
  return words;
}

// Over which step the panels stand, where that is not the last.
std::string words_of_past(const ui::Ui& ui, int64_t step, int64_t steps, bool brief) {
  const auto number = [](int64_t n) { return plot::value_text(static_cast<double>(n), plot::Format::integer); };
  if (brief) return fmt::format(fmt::runtime(ui.tr("step {} – the past")), number(step));
  return fmt::format(fmt::runtime(ui.tr("step {} of {} – the past")), number(step), number(steps));
}

void draw_status(Frame& frame, Form form, bool waits) {
  ui::Ui& ui = frame.ui;
  const RunSnapshot& now = frame.training.now;
  ImGui::AlignTextToFramePadding();
  const bool brief = form == Form::brief;
  if (const auto past = now.looked_at) {
    ui::text(ui, words_of_past(ui, *past, now.steps, brief), ui.theme.warning, ui.fonts.strong);
    ui.mark("status", std::string(name_of(now.status)));
    ui.mark("status.past", std::to_string(*past));
    return;
  }
  ui::text(ui, words_of(ui, now.status, brief ? 0 : now.steps, now.total_steps, waits && !brief),
           now.alarm || now.diagnosis ? ui.theme.error : ui.theme.muted, ui.fonts.body);
  ui.mark("status", std::string(name_of(now.status)));
  if (now.steps > 0) ui.mark("status.steps", std::to_string(now.steps));
  if (brief) ui::tooltip(ui, {}, words_of(ui, now.status, now.steps, now.total_steps, waits));
}

// Room for every state, and for every step: what stands beside it does not move while it trains.
void add_status(Frame& frame, ui::Toolbar& bar, bool waits) {
  const ui::Ui& ui = frame.ui;
  const RunSnapshot& now = frame.training.now;
  // How many steps there are is not known while data load.
  const int64_t most = std::max<int64_t>(now.total_steps, 99'999);
  float brief = 0, full = 0;  // the words of a run that waits are no longer than those of one with steps
  const auto width = [](const std::string& words) { return ImGui::CalcTextSize(words.c_str()).x; };
  for (const Status status : {Status::idle, Status::loading, Status::ready, Status::running, Status::paused,
                              Status::finished, Status::diverged, Status::failed}) {
    brief = std::max(brief, width(words_of(ui, status, 0, 0)));
    full = std::max(full, width(words_of(ui, status, most, most)));
  }
  ImGui::PushFont(ui.fonts.strong);
  brief = std::max(brief, width(words_of_past(ui, most, most, true)));
  full = std::max(full, width(words_of_past(ui, most, most, false)));
  ImGui::PopFont();
  bar.add({.name = "status",
           .width = std::max({full, brief, width(words_of(ui, now.status, now.steps, now.total_steps))}),
           .rank = 85,
           .draw =
               [&frame, waits](Form form) {
                 draw_status(frame, form, waits);
                 return false;
               },
           .brief = brief,
           .gap = ui.px(16)});
}

void add_way_back(Frame& frame, ui::Toolbar& bar) {
  if (!frame.training.now.looked_at) return;
  bar.add({.name = "status.now",
           .width = ui::button_width(frame.ui.tr("Back to now")),
           .rank = 5,  // so that nothing gives way to it: the curves have the same button
           .draw =
               [&frame](Form) {
                 const bool pressed = ui::button(
                     frame.ui, "status.now", frame.ui.tr("Back to now"),
                     {.tooltip = with_keys(frame.ui.tr("To what the run is after its last step"), Action::now)});
                 if (pressed) look_now(frame);
                 return pressed;
               },
           .gap = frame.ui.px(8)});
}

// The way from a run that goes wrong to what says why.
void add_doctor(Frame& frame, ui::Toolbar& bar) {
  const RunSnapshot& now = frame.training.now;
  if (!now.alarm && !now.diagnosis) return;
  bar.add({.name = "status.doctor",
           .width = ui::button_width(frame.ui.tr("Why?")),
           .rank = 96,
           .draw =
               [&frame](Form) {
                 const RunSnapshot& run = frame.training.now;
                 const std::string why = frame.ui.language(run.alarm ? run.alarm->issue : *run.issue);
                 const bool pressed = ui::button(frame.ui, "status.doctor", frame.ui.tr("Why?"),
                                                 {.look = ui::Look::danger, .tooltip = why});
                 if (pressed) frame.focus.asked_panel = "gradients";
                 return pressed;
               },
           .gap = frame.ui.px(8)});
}

void add_button(Frame& frame, ui::Toolbar& bar, const char* name, std::string_view label, int rank, float width,
                ui::Look look, bool enabled, const std::string& help, const std::function<void(Frame&)>& press) {
  const float wide = width > 0 ? width : ui::button_width(label);
  bar.add({.name = name,
           .width = wide,
           .rank = rank,
           .draw =
               [&frame, name, label = std::string(label), look, width, enabled, help, press](Form) {
                 const bool pressed = ui::button(
                     frame.ui, name, label, {.look = look, .size = {width, 0}, .enabled = enabled, .tooltip = help});
                 if (pressed) press(frame);
                 return pressed;
               },
           .label = {},
           .gap = frame.ui.px(8)});
}

// As wide as any of its words, so that nothing beside it moves when it says another.
float train_width(const ui::Ui& ui) {
  float width = ui.px(112);
  ImGui::PushFont(ui.fonts.strong);
  for (const std::string_view word : {ui.tr("Pause"), ui.tr("Train anew"), ui.tr("Train|button")})
    width = std::max(width, ui::button_width(word));
  ImGui::PopFont();
  return width;
}

}  // namespace

bool RunControls::waits(const Frame& frame) const {
  return frame.training.now.status == Status::loading && told_ == frame.training.now.run;
}

// Whether the run goes on or starts anew is for the worker to say: a snapshot may be older than what was sent.
void RunControls::train(Frame& frame) {
  const RunSnapshot& now = frame.training.now;
  const bool waited = waits(frame);
  told_.reset();
  if (now.status == Status::running || waited) {
    frame.training.send(command::Pause{});
  } else if (now.status == Status::loading && !frame.outdated) {
    frame.training.send(command::Run{});
    told_ = now.run;
  } else {
    frame.training.send(command::Train{.experiment = frame.draft.experiment, .data_directory = frame.data_directory});
  }
}

void RunControls::add(Frame& frame, ui::Toolbar& bar) {
  const ui::Ui& ui = frame.ui;
  const RunSnapshot& now = frame.training.now;
  const Allowed can = allowed(frame);
  const bool waiting = waits(frame);
  const std::string_view word = can.running || waiting                          ? ui.tr("Pause")
                                : (frame.outdated || now.tape) && now.steps > 0 ? ui.tr("Train anew")
                                                                                : ui.tr("Train|button");
  add_button(frame, bar, "train", word, 100, train_width(ui), ui::Look::primary, can.train,
             can.faulty ? std::string(ui.tr("Something cannot be built: see what is marked red"))
             : can.loading
                 ? with_keys(ui.tr("The data are loading: it trains as soon as they are there"), Action::train)
                 : with_keys(ui.tr("Trains until all epochs are done, or pauses"), Action::train),
             [this](Frame& f) { train(f); });
  add_fault_chip(frame, bar);
  add_button(frame, bar, "step", ui.tr("Step"), 60, 0, ui::Look::plain, can.step,
             with_keys(ui.tr("One mini-batch: forward, backward, update"), Action::step),
             [](Frame& f) { f.training.send(command::Step{}); });
  add_button(frame, bar, "reset", ui.tr("Reset"), 55, 0, ui::Look::plain, can.reset,
             with_keys(ui.tr("Back to the first weights, with the experiment as it stands on the left"), Action::reset),
             reset);
  bar.add({.name = "pace",
           .width = pace_choice_width(ui),
           .rank = 40,
           .draw =
               [&frame](Form) {
                 draw_pace_choice(frame, pace_choice_width(frame.ui));
                 return false;
               },
           .label = std::string(ui.tr("Speed")),
           .gap = ui.px(8)});
  add_rate_field(frame, bar);
  add_status(frame, bar, waiting);
  add_way_back(frame, bar);
  add_doctor(frame, bar);
}

void RunControls::act(Frame& frame, Action action) {
  const Allowed can = allowed(frame);
  if (action == Action::train && can.train && !ImGui::GetIO().NavVisible) train(frame);
  if (action == Action::step && can.step) frame.training.send(command::Step{});
  if (action == Action::reset && can.reset) reset(frame);
  // ImGui's own cursor moves by arrows once it is in sight, and so does what has them in a panel.
  const bool arrows = !ImGui::GetIO().NavVisible && !frame.focus.own_arrows && !ImGui::IsAnyItemActive();
  if ((action == Action::earlier || action == Action::later) && arrows) {
    ImGui::NavMoveRequestCancel();  // which would bring its cursor into sight
    look_by(frame, action == Action::earlier ? -1 : 1);
  }
  if (action == Action::replay) replay(frame);
  if (action == Action::now) look_now(frame);
  double& pace = frame.workspace.pace;
  if (action == Action::slower) pace = slower(pace);
  if (action == Action::faster) pace = faster(pace);
}

}  // namespace saddle::app
