#include <memory>
#include <variant>

#include <imgui.h>

#include "model/file_on_clipboard.h"
#include "shell/application.h"
#include "shell/tapes.h"

// What a file that is opened brings, and where it goes.
namespace saddle::app {

void Application::open(const std::string& file) {
  notices_.forget_failure();
  background_.run([this, file, asked = run_.training().latest()]() -> Background::Sequel {
    return [this, file, found = read_opened_file(file, *asked, options_.data_directory)] { opened(file, found); };
  });
}

// A picture that was copied itself is as good as one in a file.
void Application::paste() {
  state_.focus.paste = Focus::Paste::none;
  if (!options_.clipboard) {
    const char* const text = ImGui::GetClipboardText();
    const std::string file = file_on_clipboard(text ? text : "");
    if (!file.empty()) return open(file);
    state_.focus.paste = Focus::Paste::blind;
    return;
  }
  notices_.forget_failure();
  background_.run([this, asked = run_.training().latest()]() -> Background::Sequel {
    const Copied found = options_.clipboard();
    if (!found.picture.empty()) {
      const OpenedFile picture = read_copied_picture(found.picture, *asked, options_.data_directory);
      return [this, picture] { opened("clipboard", picture); };
    }
    if (found.file.empty()) return [this] { state_.focus.paste = Focus::Paste::nothing; };
    return [this, file = found.file] { open(file); };
  });
}

void Application::opened(const std::string& file, const OpenedFile& opened) {
  const bool asks = std::holds_alternative<OpenedSample>(opened) || std::holds_alternative<OpenedDrawing>(opened) ||
                    std::holds_alternative<OpenedAssignment>(opened);
  if (homework_.staged() && !asks)
    return notices_.failed(make_issue(file, "an assignment is open; leave it first, at the right side"));
  if (const auto* sample = std::get_if<OpenedSample>(&opened)) {
    state_.focus.asked_panel = "prediction";
    state_.focus.drawn = sample->values;
    state_.focus.drawing = true;
  } else if (const auto* drawing = std::get_if<OpenedDrawing>(&opened)) {
    state_.focus.asked_panel = "digit";
    state_.focus.canvas = {.picture = drawing->picture, .strokes = {}};
  } else if (const auto* homework = std::get_if<OpenedAssignment>(&opened)) {
    if (lessons_) return notices_.failed(make_issue(file, "a lesson is open; leave it first, on its card"));
    homework_.stage(homework->assignment, file);
    files_.remember(file);
  } else if (const auto* study = std::get_if<OpenedStudy>(&opened)) {
    state_.document.draft = {file, study->study.base};
    state_.focus.wanted_study = study->study;
    labs_.ask("compare");
    files_.remember(file);
  } else if (const auto* journal = std::get_if<OpenedJournal>(&opened)) {
    state_.document.labs["compare"].insert_or_assign("search.follow", journal->file);
    labs_.ask("compare");
    files_.remember(file);
  } else if (const auto* lesson = std::get_if<OpenedLesson>(&opened)) {
    lessons_.ask(lesson->lesson);
    files_.remember(file);
  } else if (const auto* begun = std::get_if<OpenedExperiment>(&opened)) {
    state_.document.draft = {file, begun->experiment};
    files_.opened(run_.start(draft(), false, begun->model), begun->model ? begun->model->steps() : 0);
    if (!ships(file)) files_.remember(file);
  }
}

}  // namespace saddle::app
