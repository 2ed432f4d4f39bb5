#include "labs/book/chapter_more.h"

#include <algorithm>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "lessons/shelf.h"
#include "panels/hunt/begin_hunt.h"
#include "saddle/book.h"
#include "saddle/fault.h"
#include "ui/flow.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

// Where the book tells what each fault is about.
const std::map<int, std::vector<std::string_view>>& faults_by_chapter() {
  static const std::map<int, std::vector<std::string_view>> table{
      {3, {"unscaled_inputs", "softmax_twice"}},
      {4, {"rate_too_large", "rate_too_small", "batch_of_one"}},
      {5, {"cut_gradient"}},
      {6,
       {"zero_initialization", "wide_sigmoid", "dead_relu", "uncorrected_adam", "stale_batch_norm", "dropout_at_test",
        "strong_weight_decay", "test_in_training"}},
      {8, {"shuffled_labels"}}};
  return table;
}

// The first number whose hunt hides each fault.
std::map<std::string, int, std::less<>> numbers_by_fault() {
  std::map<std::string, int, std::less<>> numbers;
  const auto hides_all_of = [&](const auto& chapter) {
    return std::ranges::all_of(chapter.second, [&](std::string_view fault) { return numbers.contains(fault); });
  };
  for (int number = 1; !std::ranges::all_of(faults_by_chapter(), hides_all_of); ++number)
    numbers.try_emplace(make_hunt(static_cast<uint64_t>(number)).experiment.fault, number);
  return numbers;
}

void draw_lessons(Frame& frame, int chapter) {
  ui::Ui& ui = frame.ui;
  if (!frame.lessons) return;
  bool any = false;
  ui::Flow row(ui, ui.px(8));
  for (const Lesson& lesson : frame.lessons->lessons) {
    if (chapter_numbers(lesson.chapter).front() != chapter) continue;
    if (!any) ui::heading(ui, ui.tr("Lessons"));
    any = true;
    const std::string& language = ui.language.code();
    if (row.button("book.lesson." + lesson.name, lesson.title.in(language), {.tooltip = lesson.about.in(language)}))
      frame.focus.wanted_lesson = lesson.name;
  }
  if (any) ImGui::Dummy({0, ui.px(6)});
}

void draw_hunts(Frame& frame, int chapter) {
  ui::Ui& ui = frame.ui;
  const std::vector<int> numbers = hunts_of_chapter(chapter);
  if (numbers.empty()) return;
  ui::heading(ui, ui.tr("Find the fault"));
  ui::paragraph(ui, "book.hunts",
                ui.tr("Saddle hides a fault in a healthy experiment: train it, look at the panels, and name what is "
                      "wrong. The same number hides the same fault for everybody."));
  ImGui::Dummy({0, ui.px(2)});
  ui::Flow row(ui, ui.px(8));
  for (const int number : numbers) {
    if (!row.button(fmt::format("book.hunt{}", number), fmt::format(fmt::runtime(ui.tr("Number {}")), number)))
      continue;
    begin_hunt(frame, number);
    frame.focus.asked_panel = "hunt";
    frame.focus.wanted_lab = "network";
  }
  ImGui::Dummy({0, ui.px(6)});
}

void draw_homework(Frame& frame, int chapter) {
  ui::Ui& ui = frame.ui;
  if (!frame.lessons) return;
  for (const ShippedHomework& homework : frame.lessons->homework) {
    if (homework.chapter != chapter || homework.language != ui.language.code()) continue;
    ui::heading(ui, ui.tr("Homework"));
    ImGui::PushTextWrapPos(0);
    ui::text(ui, homework.title, ui.theme.text, ui.fonts.strong);
    ImGui::PopTextWrapPos();
    ui::paragraph(ui, "book.homework", homework.about);
    ImGui::Dummy({0, ui.px(2)});
    ui::Flow row(ui, ui.px(8));
    if (row.button("book.homework.open", ui.tr("Work on it"),
                   {.tooltip = ui.tr("What you have open now is set aside, and is back when you leave it.")}))
      frame.focus.wanted_file = homework.file;
    if (row.button("book.homework.grade", ui.tr("Copy the command that grades it"),
                   {.look = ui::Look::quiet,
                    .tooltip = ui.tr("For whoever collects the answers: saddle grade makes each run again, and gives "
                                     "points.")}))
      ImGui::SetClipboardText(fmt::format("saddle grade *.answer --assignment '{}'", homework.file).c_str());
  }
}

}  // namespace

std::vector<int> hunts_of_chapter(int chapter) {
  static const std::map<int, std::vector<int>> numbers = [] {
    const auto by_fault = numbers_by_fault();
    std::map<int, std::vector<int>> all;
    for (const auto& [of, faults] : faults_by_chapter()) {
      for (const std::string_view fault : faults) all[of].push_back(by_fault.find(fault)->second);
      std::ranges::sort(all[of]);
    }
    return all;
  }();
  const auto found = numbers.find(chapter);
  return found == numbers.end() ? std::vector<int>() : found->second;
}

void draw_more_of_chapter(Frame& frame, int chapter) {
  ImGui::Dummy({0, frame.ui.px(10)});
  ImGui::Separator();
  ImGui::Dummy({0, frame.ui.px(6)});
  draw_lessons(frame, chapter);
  draw_hunts(frame, chapter);
  draw_homework(frame, chapter);
}

}  // namespace saddle::app
