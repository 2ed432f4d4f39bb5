#include "lessons/check.h"

#include <algorithm>

#include "lessons/lesson_outline.h"
#include "lessons/scene.h"
#include "lessons/sight.h"
#include "saddle/error.h"

namespace saddle::app {
namespace {

class LessonChecker {
 public:
  LessonChecker(const Lesson& lesson, const std::vector<Preset>& presets, const std::filesystem::path& directory)
      : lesson_(lesson), presets_(presets), directory_(directory) {}

  std::vector<Issue> check() {
    LessonScene scene;
    try_to(1, [&] { scene = staged(lesson_, {}, presets_); });
    if (!issues_.empty()) return issues_;
    if (scene.lab == "network" && scene.document.draft.experiment.network.empty())
      complain(1, "the stage of the network lab needs \"- experiment: PRESET\"");
    check_experiment(1, scene);
    const LessonScene begin = scene;
    for (const LessonStep& step : lesson_.steps) check_step(step, scene);
    for (const LessonClaim& claim : lesson_.claims) {
      LessonScene after = begin;
      act(claim.line, claim.actions, after);
      check_paths(claim.line, claim.condition, after);
      for (const std::string& path : claim.condition.paths())
        if (path.starts_with("shown.") || path.starts_with("digit.") || path.starts_with("window."))
          complain(claim.line, "a claim is tried without a window, and cannot ask for {}", path);
    }
    return issues_;
  }

 private:
  template <class... Arguments>
  void complain(int line, const char* message, const Arguments&... arguments) {
    issues_.push_back(make_issue(place_of(lesson_.file, line), message, arguments...));
  }
  template <class Work>
  void try_to(int line, const Work& work) {
    try {
      work();
    } catch (const Error& error) {
      complain(line, "{}", error.issue().text());
    }
  }

  void act(int line, const LessonActions& actions, LessonScene& scene) {
    try_to(line, [&] { perform(actions, scene, presets_); });
    check_experiment(line, scene);
  }
  void check_experiment(int line, const LessonScene& scene) {
    if (scene.document.draft.experiment.network.empty()) return;
    for (const Issue& issue : saddle::check(scene.document.draft.experiment, directory_)) {
      if (issue.where != "data.set") complain(line, "{}", issue.text());  // files that are not on this machine
    }
  }

  void check_paths(int line, const Condition& condition, const LessonScene& scene) {
    RunSnapshot run;
    run.experiment = std::make_shared<const Experiment>(scene.document.draft.experiment);
    ArenaSight arena;
    const LessonSight sight{scene, run, arena};
    for (const std::string& path : condition.paths()) try_to(line, [&] { value_at(sight, path); });
  }

  void check_step(const LessonStep& step, LessonScene& scene) {
    act(step.line, step.stage, scene);
    if (step.until) check_paths(step.line, *step.until, scene);
    for (const LessonChoice& choice : step.choices) {
      LessonScene shown = scene;
      act(choice.line, choice.show, shown);
      if (choice.when) check_paths(choice.line, *choice.when, scene);
    }
    // What a solution leaves is where the next step begins.
    act(step.line, step.solve, scene);
  }

  const Lesson& lesson_;
  const std::vector<Preset>& presets_;
  const std::filesystem::path& directory_;
  std::vector<Issue> issues_;
};

}  // namespace

std::vector<Issue> check(const Lesson& lesson, const std::vector<Preset>& presets,
                         const std::filesystem::path& data_directory) {
  return LessonChecker(lesson, presets, data_directory).check();
}

}  // namespace saddle::app
