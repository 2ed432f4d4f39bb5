#include "cli/lesson/window_check.h"

#include <algorithm>

#include "lessons/lesson_outline.h"
#include "lessons/lesson_text.h"
#include "lessons/named_widget.h"
#include "lessons/scene.h"
#include "shell/headless.h"

namespace saddle::cli {
namespace {

// A window in which everything has room, whose workers move when they are told to.
class LessonWindow {
 public:
  LessonWindow(const app::Lesson& lesson, const std::string& data_directory)
      : lesson_(lesson),
        window_({.lesson = lesson.file, .data_directory = data_directory, .threading = Session::Threading::manual},
                1600, 2600) {
    settle(12);
  }

  std::vector<Issue> go_through(bool solves) {
    for (size_t step = 0; step < lesson_.steps.size(); ++step) {
      settle(6);
      const app::LessonStep& here = lesson_.steps[step];
      look_for_widgets(here);
      if (solves && here.until) solve(here);
      room().next();
    }
    return std::move(issues_);
  }

 private:
  app::LessonRoom& room() { return window_.application().lessons(); }

  void settle(int turns) {
    for (int turn = 0; turn < turns; ++turn) {
      window_.frame();
      window_.application().pump();
    }
    window_.frame();
  }

  void look_for_widgets(const app::LessonStep& step) {
    std::vector<std::string> names = app::marks_in(step.text.english);
    names.insert(names.end(), step.points.begin(), step.points.end());
    for (const std::string& name : names) {
      if (app::named_widget(window_.application().marks(), name)) continue;
      issues_.push_back(make_issue(app::place_of(lesson_.file, step.line),
                                   "there is no widget {} when this step is entered; see saddle --marks", name));
    }
  }

  void solve(const app::LessonStep& step) {
    if (step.kind == app::LessonStep::Kind::predict) room().choose(0);
    room().solve();
    // What is trained makes a step a turn, or some.
    constexpr int most_turns = 200'000;
    window_.frames(2);
    for (int turn = 0; turn < most_turns && (room().busy() || window_.application().pump()); ++turn) {
      while (window_.application().pump()) {
      }
      window_.frame();
    }
    settle(6);
    check_epochs(step);
    const app::LessonPlayer& player = *room().player();
    if (!player.reached()) {
      issues_.push_back(make_issue(app::place_of(lesson_.file, step.line),
                                   "what solves this step does not reach its goal: {}", step.until->text()));
    } else if (step.kind == app::LessonStep::Kind::predict && !player.outcome()) {
      issues_.push_back(make_issue(app::place_of(lesson_.file, step.line), "no choice comes out right"));
    }
  }

  // Whoever presses Train gets no farther than the epochs go.
  void check_epochs(const app::LessonStep& step) {
    const RunSnapshot& now = window_.application().now();
    const bool trained = std::ranges::any_of(step.solve, app::trains);
    if (!trained || !now.experiment) return;
    const int64_t planned = now.steps_per_epoch * read<TrainingOptions>(now.experiment->training).epochs;
    if (now.steps > planned)
      issues_.push_back(make_issue(
          app::place_of(lesson_.file, step.line),
          "Train ends after {} steps, and the goal is solved with {}; set training.epochs higher", planned, now.steps));
  }

  const app::Lesson& lesson_;
  app::Headless window_;
  std::vector<Issue> issues_;
};

}  // namespace

std::vector<Issue> check_in_window(const app::Lesson& lesson, const std::string& data_directory, bool solve) {
  return LessonWindow(lesson, data_directory).go_through(solve);
}

}  // namespace saddle::cli
