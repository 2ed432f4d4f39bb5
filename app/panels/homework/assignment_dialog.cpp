#include "panels/homework/assignment_dialog.h"

#include <algorithm>

#include <fmt/format.h>

#include "panels/homework/question_editor.h"
#include "saddle/catalog.h"
#include "ui/flow.h"
#include "ui/keys.h"
#include "ui/property_editor.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

void section_title(ui::Ui& ui, std::string_view title) {
  ImGui::Dummy({0, ui.px(8)});
  ui::heading(ui, title);
}

}  // namespace

void AssignmentDialog::ask(const Experiment& experiment) {
  open_ = true;
  experiment_ = experiment;
  if (title_.empty()) title_ = experiment.name;
  std::vector<Lock> locks{{"network", "Network"}, {"loss", "Loss"}, {"optimizer.type", "Optimizer"}};
  for (const Property& row : catalog::get(catalog::optimizers(), experiment.optimizer.type, "optimizer").properties)
    if (!row.advanced) locks.push_back({"optimizer." + std::string(row.name), ui::humanized(row.name)});
  for (const char* row : {"batch_size", "epochs", "sampling", "schedule", "seed"})
    locks.push_back({std::string("training.") + row, ui::humanized(row)});
  locks.push_back({"data.augment", "Augmentation"});
  for (Lock& lock : locks) {
    const auto before = std::ranges::find(locks_, lock.path, &Lock::path);
    lock.on = before != locks_.end() ? before->on : lock.path == "network" || lock.path == "loss";
  }
  locks_ = std::move(locks);
  if (questions_.empty())
    questions_.push_back({.kind = Question::Kind::goals, .goals = {{.figure = "test_accuracy", .bound = 0.9}}});
}

Assignment AssignmentDialog::assignment() const {
  Assignment made{.title = title_, .about = about_, .experiment = experiment_, .most_steps = most_steps_};
  for (const Lock& lock : locks_)
    if (lock.on) made.locked.push_back(lock.path);
  made.questions = questions_;
  // What Enter leaves behind a text.
  for (Question& question : made.questions) question.ask.erase(question.ask.find_last_not_of(" \n") + 1);
  return made;
}

// What the file would be refused for when it is opened.
std::optional<Issue> AssignmentDialog::obstacle() const {
  if (title_.empty()) return make_issue("", "it has no title yet");
  for (size_t i = 0; i < questions_.size(); ++i) {
    if (questions_[i].ask.empty()) return make_issue("", "question {} asks nothing yet", i + 1);
    if (std::ranges::find(questions_[i].choices, std::string()) != questions_[i].choices.end())
      return make_issue("", "question {} has a choice without words", i + 1);
  }
  try {
    static_cast<void>(parse_assignment(to_json(assignment())));
  } catch (const Error& error) {
    return error.issue();
  }
  return std::nullopt;
}

void AssignmentDialog::draw_locks(ui::Ui& ui) {
  section_title(ui, ui.tr("Locked for students"));
  ui::paragraph(ui, "assignment.locks.help",
                ui.tr("The data are always locked. What is not ticked is the student's to choose."));
  const float column = std::max(ui.px(150), (ImGui::GetContentRegionAvail().x - ui.px(8)) / 3);
  const float left = ImGui::GetCursorPosX(), right = ImGui::GetContentRegionAvail().x + left;
  float x = left;
  for (Lock& lock : locks_) {
    if (x + column > right + 1) x = left;
    if (x > left) ImGui::SameLine(x);
    ui::checkbox(ui, "assignment.lock." + lock.path, lock.on);
    ImGui::SameLine(0, ui.px(6));
    ImGui::AlignTextToFramePadding();
    ui::text(ui, ui.tr(lock.label), ui.theme.text, ui.fonts.body);
    if (ImGui::IsItemClicked()) lock.on = !lock.on;
    x += column;
  }
}

void AssignmentDialog::draw_questions(ui::Ui& ui) {
  section_title(ui, ui.tr("Questions"));
  std::optional<size_t> gone;
  for (size_t i = 0; i < questions_.size(); ++i)
    if (!edit_question(ui, fmt::format("assignment.q{}", i + 1), i + 1, questions_[i])) gone = i;
  if (gone) questions_.erase(questions_.begin() + static_cast<std::ptrdiff_t>(*gone));
  ImGui::Dummy({0, ui.px(4)});
  if (ui::button(ui, "assignment.add", "+ " + std::string(ui.tr("Add a question"))))
    questions_.push_back({.kind = Question::Kind::sentence});
}

void AssignmentDialog::draw_body(ui::Ui& ui) {
  ui::paragraph(ui, "assignment.help",
                ui.tr("Of the experiment as it stands. Save it twice: with the key for yourself, and without it for "
                      "your students, who open it with File, Open."));
  ui::row(ui, ui.tr("Title"));
  ui::text_field(ui, "assignment.title", title_);
  ui::row(ui, ui.tr("What to do"));
  ui::text_area(ui, "assignment.about", about_, 2);
  ui::row(ui, ui.tr("Steps at most"), ui.tr("A run that is handed in may have so many: grading makes each again."));
  ui::number(ui, "assignment.most_steps", most_steps_, {.min = 1, .max = 10'000'000, .logarithmic = true});
  draw_locks(ui);
  draw_questions(ui);
}

bool AssignmentDialog::draw_buttons(ui::Ui& ui, std::optional<Made>& made) {
  const auto issue = obstacle();
  const std::string why = issue ? ui.language(*issue) : std::string();
  const float top = ImGui::GetCursorPosY();
  ui::paragraph(ui, "assignment.why", why);
  ImGui::SetCursorPosY(std::max(ImGui::GetCursorPosY(), top + ImGui::GetFrameHeight()));
  ui::Flow flow(ui, ImGui::GetStyle().ItemSpacing.x);
  if (flow.button("assignment.save", ui.tr("Save with the key …"),
                  {.look = ui::Look::primary, .enabled = !issue, .tooltip = why}))
    made = Made{assignment(), true};
  if (flow.button("assignment.copy", ui.tr("Save for students …"), {.enabled = !issue, .tooltip = why}))
    made = Made{without_key(assignment()), false};
  return flow.button("assignment.close", ui.tr("Close"), {.look = ui::Look::quiet}) ||
         (ui::key_pressed(ImGuiKey_Escape) && !ImGui::GetIO().WantTextInput);
}

std::optional<AssignmentDialog::Made> AssignmentDialog::draw(ui::Ui& ui) {
  if (!open_) return std::nullopt;
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  const ImVec2 size{std::min(ui.px(720), screen.x - ui.px(32)), std::min(ui.px(760), screen.y - ui.px(32))};
  ImGui::SetNextWindowPos({screen.x / 2, screen.y / 2}, ImGuiCond_Always, {0.5f, 0.5f});
  ImGui::SetNextWindowSize(size);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(24), ui.px(20)});
  constexpr const char* name = "###assignment";
  constexpr ImGuiWindowFlags flags = ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize |
                                     ImGuiWindowFlags_NoCollapse | ImGuiWindowFlags_NoMove |
                                     ImGuiWindowFlags_NoSavedSettings;
  if (!ImGui::IsPopupOpen(name)) ImGui::OpenPopup(name);
  std::optional<Made> made;
  bool close = false;
  if (ImGui::BeginPopupModal(name, nullptr, flags)) {
    ui::text(ui, ui.tr("Make an assignment"), ui.theme.text, ui.fonts.title);
    // The buttons stay below; where little is left above them, one scrolls to them.
    if (size.x < ui.px(460) || size.y < ui.px(320)) {
      draw_body(ui);
      close = draw_buttons(ui, made);
    } else {
      ImGui::PushStyleColor(ImGuiCol_ChildBg, 0);
      ImGui::BeginChild("###assignment.body", {0, -2.4f * ImGui::GetFrameHeight() - ui.px(10)});
      ImGui::PopStyleColor();
      draw_body(ui);
      ImGui::EndChild();
      close = draw_buttons(ui, made);
    }
    if (close || made) ImGui::CloseCurrentPopup();
    ImGui::EndPopup();
  }
  ImGui::PopStyleVar();
  if (close || made) open_ = false;
  return made;
}

}  // namespace saddle::app
