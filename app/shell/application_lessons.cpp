#include <algorithm>

#include "saddle/issue_of.h"
#include "shell/application.h"
#include "shell/assets.h"
#include "ui/widgets.h"

// Lessons in the window: what there is to begin with, the lab beside the card, and what is kept meanwhile.
namespace saddle::app {

LessonRoom::Around Application::around_lessons() {
  return {.state = state_,
          .histories = histories_,
          .labs = labs_,
          .run = run_,
          .presets = presets_,
          .lab_steps = lab().steps().value_or(0)};
}

void Application::open_lesson(const std::string& name) {
  background_.run([this, name]() -> Background::Sequel {
    const auto lesson = std::make_shared<const Lesson>(lesson_or_file(name, assets_directory() / "lessons"));
    return [this, lesson] { lessons_.ask(lesson); };
  });
}

// The list is read once it may be looked at.
void Application::know_lessons() {
  if (shelf_asked_ || labs_.open_name() != "book") return;
  shelf_asked_ = true;
  background_.run([this]() -> Background::Sequel {
    LessonShelf shelf = lessons_in(assets_directory() / "lessons");
    shelf.homework = homework_in(assets_directory() / "homework");
    return [this, shelf = std::make_shared<const LessonShelf>(std::move(shelf))] { shelf_ = shelf; };
  });
}

// Experiment, panels, page and scene as a lesson would stage them; they stay.
void Application::stage(const StageWish& wish) {
  if (homework_.staged())
    return notices_.failed(make_issue("", "an assignment is open; leave it first, at the right side"));
  const LessonActions actions = parse_lesson_actions(wish.actions, "book");
  LessonScene scene{.lab = "network",
                    .document = state_.document,
                    .workspace = state_.settings.workspace,
                    .canvas = state_.focus.canvas};
  scene.workspace.full = -1;
  const auto has = [&](LessonAction::Kind kind) {
    return std::ranges::find(actions, kind, &LessonAction::kind) != actions.end();
  };
  // A page as it is before anybody touched it.
  for (const LessonAction& action : actions) {
    if (action.kind != LessonAction::Kind::page) continue;
    std::erase_if(scene.document.labs["concepts"],
                  [&](const auto& row) { return row.first.starts_with(action.names.front() + "."); });
  }
  perform(actions, scene, presets_);
  for (const auto& [lab, own] : wish.labs) scene.document.labs[lab] = own;
  state_.document = std::move(scene.document);
  state_.settings.workspace = std::move(scene.workspace);
  if (scene.arena_step) state_.focus.wanted_step = scene.arena_step;
  state_.focus.wanted_run = wish.run && (scene.lab == "arena" || wish.labs.contains(scene.lab));
  labs_.ask(scene.lab);
  if (has(LessonAction::Kind::experiment)) run_.start(draft(), wish.run && has(LessonAction::Kind::train));
}

void Application::follow_lesson(Frame& frame) {
  try {
    lessons_.follow(frame, around_lessons(), shown_);
  } catch (const Error& error) {
    notices_.failed(error.issue());
  }
}

void Application::draw_lab(Frame& frame) {
  if (!lessons_) return lab().draw(frame);
  const LessonCard::Areas areas = lessons_.areas(frame.ui, ImGui::GetCursorScreenPos(), ImGui::GetContentRegionAvail());
  ImGui::SetCursorScreenPos(areas.lab_corner);
  ImGui::PushStyleColor(ImGuiCol_ChildBg, 0);
  ImGui::BeginChild("###lesson.lab", areas.lab_size, false,
                    ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
  ImGui::PopStyleColor();
  lab().draw(frame);
  ImGui::EndChild();
  lessons_.draw(frame, areas, shown_);
}

// Of a lesson, no more is kept than how far it is: what the user had before it stays as it was stored.
void Application::store_all() {
  if (!lessons_) {
    store_.store_runs(state_.runs, background_);
    store_.store_settings(state_, background_);
    autosave_.follow(state_, run_.training(), background_);
    return;
  }
  State own{.settings = lessons_.settings_to_store(state_), .document = *lessons_.set_aside()};
  store_.store_settings(own, background_);
}

// To whoever opens Saddle for the first time, once, until something was begun.
void Application::draw_welcome(Frame& frame) {
  if (!welcomes_) return;
  state_.settings.welcomed = true;
  const bool begun = lessons_ || now().steps > 0 || now().status == Status::running || lab().steps() ||
                     labs_.open_name() != first_lab_ || frame.draft.experiment.name != first_name_;
  if (begun) {
    welcomes_ = false;
    return;
  }
  const ui::Ui& ui = frame.ui;
  const std::string actions[] = {std::string(ui.tr("A first lesson (4 minutes)")),
                                 std::string(ui.tr("The book's experiments")), std::string(ui.tr("Draw a digit")),
                                 std::string(ui.tr("Close"))};
  const int pressed =
      ui::notice(frame.ui, "welcome", ui::Tone::note,
                 ui.tr("Welcome. Press Train to see a network learn, or begin with one of these."), actions);
  if (pressed < 0) return;
  welcomes_ = false;
  if (pressed == 0) state_.focus.wanted_lesson = "zero-initialization";
  if (pressed == 1) state_.focus.wanted_lab = "book";
  if (pressed == 2) state_.focus.asked_panel = "digit", state_.focus.wanted_lab = "network";
}

}  // namespace saddle::app
