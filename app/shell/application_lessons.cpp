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
    const auto shelf = std::make_shared<const LessonShelf>(lessons_in(assets_directory() / "lessons"));
    return [this, shelf] { shelf_ = shelf; };
  });
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

// To whoever opens Saddle for the first time, once.
void Application::draw_welcome(Frame& frame) {
  if (!welcomes_ || lessons_) return;
  state_.settings.welcomed = true;
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
