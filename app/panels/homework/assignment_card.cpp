#include "panels/homework/assignment_card.h"

#include <cmath>

#include <fmt/format.h>

#include "model/layer_text.h"
#include "panels/homework/goal_words.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

void gap(const ui::Ui& ui, float height) { ImGui::Dummy({0, ui.px(height)}); }

void wrapped(ui::Ui& ui, const std::string& name, std::string_view words, ImU32 color) {
  ImGui::PushTextWrapPos(0);
  ui::text(ui, words, color, ui.fonts.body);
  ImGui::PopTextWrapPos();
  ui.mark(name, std::string(words));
}

std::string figure_words(const Goal& goal, double value) {
  if (!std::isfinite(value)) return "–";
  if (goal.figure == "test_accuracy") return fmt::format("{:.1f} %", 100 * value);
  return goal.figure == "test_loss" ? fmt::format("{:.4f}", value) : grouped(static_cast<int64_t>(value));
}

// "Test accuracy ≥ 90.0 %: 87.2 %, not yet". The words say it without their color.
void draw_goal(ui::Ui& ui, const std::string& name, const Goal& goal, const RunFigures& figures) {
  const bool kept = reached(goal, figures);
  const double value = figure_named(figures, goal.figure);
  wrapped(ui, name,
          fmt::format("{} {} {}: {}, {}", goal_title(ui, goal.figure), goal.at_least ? "≥" : "≤",
                      figure_words(goal, goal.bound), figure_words(goal, value),
                      kept ? ui.tr("reached") : ui.tr("not yet")),
          kept ? ui.theme.good : ui.theme.muted);
}

void draw_choices(ui::Ui& ui, const std::string& name, const Question& question, int& chosen) {
  for (size_t i = 0; i < question.choices.size(); ++i) {
    const int number = static_cast<int>(i) + 1;
    const std::string mark = fmt::format("{}.choice{}", name, number);
    if (ImGui::RadioButton(ui::labeled("", mark).c_str(), chosen == number)) chosen = number;
    ui.mark(mark, chosen == number ? "on" : "off");
    ImGui::SameLine(0, ui.px(6));
    wrapped(ui, mark + ".words", question.choices[i], ui.theme.text);
    if (ImGui::IsItemClicked()) chosen = number;
  }
}

void draw_question(ui::Ui& ui, StagedAssignment& staged, size_t i, const RunFigures& figures) {
  const Question& question = staged.assignment().questions[i];
  const std::string name = fmt::format("homework.q{}", i + 1);
  gap(ui, 8);
  const std::string_view words =
      question.points == 1 ? ui.tr("Question {} · 1 point") : ui.tr("Question {} · {} points");
  ui::caption(ui, fmt::format(fmt::runtime(words), i + 1, question.points));
  wrapped(ui, name, question.ask, ui.theme.text);
  switch (question.kind) {
    case Question::Kind::goals:
      for (size_t g = 0; g < question.goals.size(); ++g)
        draw_goal(ui, fmt::format("{}.goal{}", name, g + 1), question.goals[g], figures);
      return;
    case Question::Kind::choice:
      return draw_choices(ui, name, question, staged.chosen[i]);
    case Question::Kind::number:
      ui::text_field(ui, name + ".number", staged.written[i]);
      return;
    case Question::Kind::sentence:
      ui::text_area(ui, name + ".sentence", staged.written[i], 3);
      return;
  }
}

}  // namespace

AssignmentWish draw_assignment_card(Frame& frame, StagedAssignment& staged, const std::optional<Issue>& obstacle) {
  ui::Ui& ui = frame.ui;
  const Assignment& assignment = staged.assignment();
  AssignmentWish wish = AssignmentWish::nothing;
  const std::string_view save = ui.tr("Save the answer …"), leave = ui.tr("Leave");
  // Beside each other, or where there is no room below each other.
  const float apart = ImGui::GetStyle().ItemSpacing.x;
  const bool narrow = ui::button_width(save) + apart + ui::button_width(leave) > ImGui::GetContentRegionAvail().x;
  const float below = (narrow ? 2 : 1) * ImGui::GetFrameHeightWithSpacing() - ImGui::GetStyle().ItemSpacing.y +
                      3.6f * ImGui::GetTextLineHeightWithSpacing();
  ImGui::BeginChild("###homework.questions", {0, -below});
  ImGui::PushTextWrapPos(0);
  ui::text(ui, assignment.title, ui.theme.text, ui.fonts.title);
  ImGui::PopTextWrapPos();
  ui.mark("homework.title", assignment.title);
  if (!assignment.about.empty()) wrapped(ui, "homework.about", assignment.about, ui.theme.muted);
  gap(ui, 6);
  ui::caption(ui, ui.tr("Your name"));
  ui::text_field(ui, "homework.who", staged.who);
  const RunSnapshot& now = frame.training.now;
  const RunFigures figures = live_figures(now, frame.analyses.of(frame.draft.experiment).plan.parameters());
  for (size_t i = 0; i < assignment.questions.size(); ++i) draw_question(ui, staged, i, figures);
  gap(ui, 8);
  ui::paragraph(ui, "homework.rule",
                fmt::format(fmt::runtime(ui.tr("At most {} steps. Saving measures the whole test set; whoever grades "
                                               "makes the run again from its seed.")),
                            assignment.most_steps));
  ImGui::EndChild();
  const std::string why = obstacle ? ui.language(*obstacle) : std::string();
  const float top = ImGui::GetCursorPosY(), room = 2.6f * ImGui::GetTextLineHeightWithSpacing();
  ui::paragraph(ui, "homework.why", why);
  ImGui::SetCursorPosY(top + room);  // the buttons stay where they are
  if (ui::button(ui, "homework.save", save, {.look = ui::Look::primary, .enabled = !obstacle, .tooltip = why}))
    wish = AssignmentWish::save;
  if (!narrow) ImGui::SameLine();
  if (ui::button(
          ui, "homework.leave", leave,
          {.look = ui::Look::quiet, .tooltip = ui.tr("Closes the assignment; what was open before comes back.")}))
    wish = AssignmentWish::leave;
  return wish;
}

}  // namespace saddle::app
