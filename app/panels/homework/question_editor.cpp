#include "panels/homework/question_editor.h"

#include <array>

#include <fmt/format.h>

#include "panels/homework/goal_words.h"
#include "ui/flow.h"
#include "ui/property_editor.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

constexpr size_t most_choices_made = 6;

std::vector<ui::Option> kinds_of_questions(const ui::Ui& ui) {
  return {{"goals", std::string(ui.tr("A goal of the run"))},
          {"choice", std::string(ui.tr("A choice"))},
          {"number", std::string(ui.tr("A number"))},
          {"sentence", std::string(ui.tr("A sentence"))}};
}

void make_kind(Question& question, const std::string& kind) {
  question.goals.clear();
  question.choices.clear();
  question.right.reset();
  question.tolerance = 0;
  if (kind == "goals") {
    question.kind = Question::Kind::goals;
    question.goals = {{.figure = "test_accuracy", .bound = 0.9}};
  } else if (kind == "choice") {
    question.kind = Question::Kind::choice;
    question.choices = {"", ""};
    question.right = 1;
  } else if (kind == "number") {
    question.kind = Question::Kind::number;
    question.right = 0;
  } else {
    question.kind = Question::Kind::sentence;
  }
}

ui::NumberOptions limits_of(const std::string& figure, float width) {
  if (figure == "test_accuracy") return {.min = 0, .max = 1, .width = width};
  if (figure == "test_loss") return {.min = 0, .max = 100, .width = width};
  return {.min = 0, .max = 1e9, .logarithmic = true, .width = width};
}

// Which figure, on which side of what.
bool edit_goal(ui::Ui& ui, const std::string& name, Goal& goal) {
  std::vector<ui::Option> figures;
  for (const std::string& figure : goal_figures()) figures.push_back({figure, std::string(goal_title(ui, figure))});
  const std::vector<ui::Option> sides{{"at_least", std::string(ui.tr("at least"))},
                                      {"at_most", std::string(ui.tr("at most"))}};
  const float field = ui.px(100);
  ui::Flow flow(ui, ui.px(6));
  std::string figure = goal.figure, side = goal.at_least ? "at_least" : "at_most";
  flow.place(ui::combo_width(figures));
  if (ui::combo(ui, name + ".figure", figure, figures, ui::combo_width(figures))) {
    const bool more = figure == "test_accuracy";
    goal = {.figure = figure, .at_least = more, .bound = more ? 0.9 : figure == "test_loss" ? 0.3 : 1000};
    side = more ? "at_least" : "at_most";
  }
  flow.place(ui::combo_width(sides));
  if (ui::combo(ui, name + ".side", side, sides, ui::combo_width(sides))) goal.at_least = side == "at_least";
  flow.place(field);
  ui::number(ui, name + ".bound", goal.bound, limits_of(goal.figure, field));
  return !flow.button(name + ".remove", "×", {.look = ui::Look::quiet, .tooltip = ui.tr("Remove this goal")});
}

void edit_goals(ui::Ui& ui, const std::string& name, std::vector<Goal>& goals) {
  for (size_t i = 0; i < goals.size(); ++i) {
    if (edit_goal(ui, fmt::format("{}.goal{}", name, i + 1), goals[i])) continue;
    goals.erase(goals.begin() + static_cast<std::ptrdiff_t>(i));
    break;
  }
  if (goals.size() < goal_figures().size() &&
      ui::button(ui, name + ".add_goal", "+ " + std::string(ui.tr("And a goal")), {.look = ui::Look::quiet}))
    goals.push_back({.figure = "parameters", .at_least = false, .bound = 10'000});
}

// The right one is marked.
void edit_choices(ui::Ui& ui, const std::string& name, Question& question) {
  for (size_t i = 0; i < question.choices.size(); ++i) {
    const std::string mark = fmt::format("{}.choice{}", name, i + 1);
    const double number = static_cast<double>(i + 1);
    if (ImGui::RadioButton(ui::labeled("", mark + ".right").c_str(), question.right == number)) question.right = number;
    ui.mark(mark + ".right", question.right == number ? "on" : "off");
    ui::tooltip(ui, {}, ui.tr("This one is right"));
    ImGui::SameLine(0, ui.px(6));
    ui::text_field(ui, mark, question.choices[i]);
  }
  ui::Flow flow(ui, ImGui::GetStyle().ItemSpacing.x);
  if (question.choices.size() < most_choices_made &&
      flow.button(name + ".add_choice", "+ " + std::string(ui.tr("Another choice")), {.look = ui::Look::quiet}))
    question.choices.emplace_back();
  if (flow.button(name + ".less_choices", "− " + std::string(ui.tr("One choice less")),
                  {.look = ui::Look::quiet, .enabled = question.choices.size() > 2})) {
    question.choices.pop_back();
    if (question.right > static_cast<double>(question.choices.size())) question.right = 1;
  }
}

void edit_number(ui::Ui& ui, const std::string& name, Question& question) {
  double right = question.right.value_or(0);
  ui::row(ui, ui.tr("Right is"));
  if (ui::number(ui, name + ".right", right, {.min = -1e12, .max = 1e12, .logarithmic = true})) question.right = right;
  ui::row(ui, ui.tr("Tolerance"), ui.tr("How far from that still counts."));
  ui::number(ui, name + ".tolerance", question.tolerance, {.min = 0, .max = 1e12, .logarithmic = true});
}

}  // namespace

bool edit_question(ui::Ui& ui, const std::string& name, size_t number, Question& question) {
  ImGui::Dummy({0, ui.px(6)});
  const float field = ui.px(96);
  ui::Flow flow(ui, ui.px(8));
  flow.place(0);
  ImGui::AlignTextToFramePadding();
  ui::text(ui, fmt::format("{}.", number), ui.theme.muted, ui.fonts.strong);
  const auto kinds = kinds_of_questions(ui);
  std::string kind(name_of(question.kind));
  flow.place(ui::combo_width(kinds));
  if (ui::combo(ui, name + ".kind", kind, kinds, ui::combo_width(kinds))) make_kind(question, kind);
  flow.place(field);
  ui::number(
      ui, name + ".points", question.points,
      {.min = 0, .max = 100, .words = question.points == 1 ? ui.tr("{} point") : ui.tr("{} points"), .width = field});
  const bool kept =
      !flow.button(name + ".remove", "×", {.look = ui::Look::quiet, .tooltip = ui.tr("Remove this question")});
  ui::text_area(ui, name + ".ask", question.ask, 2);
  if (question.kind == Question::Kind::goals) edit_goals(ui, name, question.goals);
  if (question.kind == Question::Kind::choice) edit_choices(ui, name, question);
  if (question.kind == Question::Kind::number) edit_number(ui, name, question);
  return kept;
}

}  // namespace saddle::app
