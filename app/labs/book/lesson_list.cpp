#include "labs/book/lesson_list.h"

#include <fmt/format.h>

#include "lessons/shelf.h"
#include "plot/text.h"
#include "saddle/book.h"
#include "ui/flow.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

std::string state_text(const ui::Ui& ui, const Lesson& lesson, const LessonProgress& progress) {
  std::string words = fmt::format(fmt::runtime(ui.tr("About {} minutes")), lesson.minutes);
  if (progress.done) return words + " · " + std::string(ui.tr("finished"));
  if (progress.step > 0)
    words += " · " + fmt::format(fmt::runtime(ui.tr("Step {} of {}")), progress.step + 1, lesson.steps.size());
  return words;
}

void draw_lesson_card(Frame& frame, const Lesson& lesson) {
  ui::Ui& ui = frame.ui;
  const std::string& language = ui.language.code();
  const std::string name = "lessons." + lesson.name;
  LessonProgress progress;
  if (frame.lessons_progress) {
    const auto found = frame.lessons_progress->find(lesson.name);
    if (found != frame.lessons_progress->end()) progress = found->second;
  }
  ImGui::PushTextWrapPos(0);
  ui::text(ui, lesson.chapter + "  " + lesson.title.in(language), ui.theme.text, ui.fonts.strong);
  ImGui::PopTextWrapPos();
  ui.mark(name, lesson.title.in(language));
  ui::paragraph(ui, name + ".about", lesson.about.in(language));
  ImGui::Dummy({0, ui.px(2)});
  ui::Flow row(ui, ui.px(8));
  const bool begun = progress.step > 0 && !progress.done;
  if (row.button(name + ".open",
                 begun           ? ui.tr("Go on")
                 : progress.done ? ui.tr("Once more")
                                 : ui.tr("Begin"),
                 {.look = progress.done ? ui::Look::plain : ui::Look::primary,
                  .tooltip = ui.tr("What you have open now is set aside, and is back when you leave the lesson.")}))
    frame.focus.wanted_lesson = lesson.name;
  const std::string state = state_text(ui, lesson, progress);
  row.place(plot::text_size(state, {.font = ui.fonts.caption}).x);
  ImGui::AlignTextToFramePadding();
  ui::text(ui, state, progress.done ? ui.theme.good : ui.theme.muted, ui.fonts.caption);
  ui.mark(name + ".state", state);
}

}  // namespace

void draw_lesson_list(Frame& frame) {
  ui::Ui& ui = frame.ui;
  ui::heading(ui, ui.tr("Lessons"));
  ui::paragraph(ui, "lessons.about",
                ui.tr("Each takes a few minutes: you look, say what you expect, try it, and say why. Teachers write "
                      "their own as text files and open them with File."));
  if (!frame.lessons) return;
  int chapter = 0;
  for (const Lesson& lesson : frame.lessons->lessons) {
    ImGui::Dummy({0, ui.px(6)});
    if (const int now = chapter_numbers(lesson.chapter).front(); now != chapter) {
      chapter = now;
      ImGui::Dummy({0, ui.px(6)});
      ui::heading(ui, ui.tr(chapter_title(chapter)));
      ImGui::Dummy({0, ui.px(2)});
    }
    ImGui::Separator();
    ImGui::Dummy({0, ui.px(2)});
    draw_lesson_card(frame, lesson);
  }
  for (const Issue& issue : frame.lessons->broken)
    ui::notice(ui, "lessons.broken", ui::Tone::warning, ui.language(issue));
}

}  // namespace saddle::app
