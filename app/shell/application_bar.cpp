#include <algorithm>

#include <fmt/format.h>

#include "shell/application.h"
#include "ui/widgets.h"

// The bar on top: labs, the run, and how everything looks.
namespace saddle::app {

void Application::draw_bar(Frame& frame) {
  ui::Ui& ui = frame.ui;
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(16), ui.px(10)});
  ImGui::PushStyleVar(ImGuiStyleVar_ChildRounding, 0);
  ImGui::BeginChild("###bar", {0, ui.px(54)}, false,
                    ImGuiWindowFlags_AlwaysUseWindowPadding | ImGuiWindowFlags_NoScrollbar);
  ImGui::PopStyleVar(2);
  ui::text(ui, "Saddle", theme_.accent, fonts_.title);
  ImGui::SameLine(0, ui.px(18));
  ImGui::SetCursorPosY(ui.px(11));
  draw_tabs(ui);
  ImGui::SameLine(0, ui.px(18));
  if (!labs_[lab_]->draw_controls(frame)) draw_run_buttons(frame);
  draw_looks(frame);
  ImGui::EndChild();
}

void Application::draw_tabs(ui::Ui& ui) {
  for (size_t lab = 0; lab < labs_.size(); ++lab) {
    const LabType& type = lab_types_[lab];
    if (lab > 0) ImGui::SameLine(0, ui.px(2));
    const std::string help = std::string(ui.tr(type.help)) + "  Ctrl+" + std::to_string(lab + 1);
    if (ui::button(ui, "lab." + std::string(type.name), ui.tr(type.title),
                   {.look = lab == lab_ ? ui::Look::plain : ui::Look::quiet, .tooltip = help}))
      next_lab_ = lab;
  }
}

void Application::draw_run_buttons(Frame& frame) {
  ui::Ui& ui = frame.ui;
  const bool running = now_->status == Status::running, loading = now_->status == Status::loading,
             faulty = !analyses_.of(draft_.experiment).faults.empty();
  const std::string why(faulty ? std::string(ui.tr("Something cannot be built: see what is marked red"))
                               : with_keys(ui.tr("Trains until all epochs are done, or pauses"), Action::train));
  const std::string step_help = with_keys(ui.tr("One mini-batch: forward, backward, update"), Action::step),
                    reset_help =
                        with_keys(ui.tr("Back to the first weights, with the experiment as it stands on the left"),
                                  Action::reset);
  const std::string_view word = running                             ? ui.tr("Pause")
                                : frame.outdated && now_->steps > 0 ? ui.tr("Train anew")
                                                                    : ui.tr("Train|button");
  if (ui::button(ui, "train", word,
                 {.look = ui::Look::primary,
                  .size = {ui.px(112), 0},
                  .enabled = (!faulty || running) && !loading,
                  .tooltip = why}))
    train(frame);
  ImGui::SameLine();
  if (ui::button(ui, "step", ui.tr("Step"),
                 {.enabled = !running && !faulty && !loading && !frame.outdated, .tooltip = step_help})) {
    frame.training.send(command::Step{});
  }
  ImGui::SameLine();
  if (ui::button(ui, "reset", ui.tr("Reset"), {.enabled = !faulty && !loading, .tooltip = reset_help})) reset(frame);
  ImGui::SameLine(0, ui.px(16));
  std::string state(ui.tr(name_of(now_->status)));
  if (now_->steps > 0) {
    state += " · " + fmt::format(fmt::runtime(ui.tr("step {} of {}")), now_->steps, now_->total_steps);
  }
  ImGui::AlignTextToFramePadding();
  ui::text(ui, state, theme_.muted, fonts_.body);
  ui.mark("status", std::string(name_of(now_->status)));
  if (now_->steps > 0) ui.mark("status.steps", std::to_string(now_->steps));
}

void Application::draw_looks(Frame& frame) {
  ui::Ui& ui = frame.ui;
  const std::string_view language = settings_.language == "en" ? "한국어" : "English";
  const std::string_view look = settings_.dark ? ui.tr("Light") : ui.tr("Dark");
  const std::string scale = fmt::format("{:.0f} %", 100 * settings_.scale);
  const auto width = [&](std::string_view text) {
    return ImGui::CalcTextSize(text.data(), text.data() + text.size()).x + ui.px(20);
  };
  const float gap = ui.px(4), total = width(ui.tr("File")) + width(language) + width(look) + width(scale) +
                                      3 * width("+") + 6 * gap + ui.px(12);
  ImGui::SameLine(std::max(ImGui::GetCursorPosX(), ImGui::GetWindowWidth() - total - ui.px(12)));
  draw_file_menu(frame);
  ImGui::SameLine(0, gap);
  if (ui::button(ui, "language", language, {.look = ui::Look::quiet}))
    next_language_ = settings_.language == "en" ? "ko" : "en";
  ImGui::SameLine(0, gap);
  if (ui::button(ui, "theme", look, {.look = ui::Look::quiet})) {
    settings_.dark = !settings_.dark;
    fonts_stale_ = true;
  }
  ImGui::SameLine(0, gap);
  const std::string smaller = with_keys(ui.tr("Everything smaller"), Action::smaller),
                    larger = with_keys(ui.tr("Everything larger, for the back row"), Action::larger),
                    keys_help = with_keys(ui.tr("All keys"), Action::keys);
  if (ui::button(ui, "smaller", "−", {.look = ui::Look::quiet, .tooltip = smaller}))
    rescale(settings_.scale / scale_step);
  ImGui::SameLine(0, gap);
  ImGui::AlignTextToFramePadding();
  ui::text(ui, scale, theme_.muted, fonts_.body);
  ui.mark("scale", scale);
  ImGui::SameLine(0, gap);
  if (ui::button(ui, "larger", "+", {.look = ui::Look::quiet, .tooltip = larger}))
    rescale(settings_.scale * scale_step);
  ImGui::SameLine(0, gap);
  if (ui::button(ui, "keys.list", "?", {.look = ui::Look::quiet, .tooltip = keys_help})) keys_shown_ = true;
}

}  // namespace saddle::app
