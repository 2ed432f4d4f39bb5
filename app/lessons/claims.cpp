#include <fmt/format.h>

#include "lessons/check.h"
#include "lessons/lesson_outline.h"
#include "lessons/scene.h"
#include "lessons/sight.h"
#include "saddle/error.h"
#include "saddle/session.h"

namespace saddle::app {
namespace {

// A learner without a window, who does what a claim says.
class ClaimTrial {
 public:
  ClaimTrial(const Lesson& lesson, const std::vector<Preset>& presets, std::filesystem::path directory, int seed)
      : presets_(presets), directory_(std::move(directory)), seed_(seed), scene_(staged(lesson, {}, presets)) {}

  void perform(const LessonAction& action) {
    app::perform(action, scene_, presets_);
    if (action.kind == LessonAction::Kind::train) return train(action.count);
    if (action.kind == LessonAction::Kind::more) return step(action.count);
    if (action.kind == LessonAction::Kind::set && action.path.starts_with("optimizer."))
      session_.send(command::Tune{action.path, action.value});
  }

  ClaimResult judge(const Condition& condition) {
    session_.send(command::Watch{probes_of(condition)});
    run_on();
    const auto now = session_.latest(first_run);
    const LessonSight sight{scene_, *now, arena_};
    ClaimResult result{.holds = holds(condition, sight)};
    for (const std::string& path : condition.paths())
      result.found += (result.found.empty() ? "" : ", ") + fmt::format("{} = {}", path, to_text(value_at(sight, path)));
    return result;
  }

 private:
  void run_on() {
    while (session_.pump()) {
    }
    const auto now = session_.latest(first_run);
    if (now->status == Status::failed && now->issue) throw Error(*now->issue);
  }
  void train(int64_t steps) {
    Experiment experiment = scene_.document.draft.experiment;
    assign(experiment, "training.seed", seed_);
    session_.send(command::Start{.experiment = experiment, .data_directory = directory_});
    run_on();
    step(steps);
  }
  void step(int64_t steps) {
    session_.send(command::Step{static_cast<int>(steps)});
    run_on();
  }

  const std::vector<Preset>& presets_;
  const std::filesystem::path directory_;
  const int seed_;
  LessonScene scene_;
  ArenaSight arena_;
  Session session_{Session::Threading::manual};
};

}  // namespace

ClaimResult try_claim(const Lesson& lesson, const LessonClaim& claim, int seed, const std::vector<Preset>& presets,
                      const std::filesystem::path& data_directory) {
  ClaimTrial trial(lesson, presets, data_directory, seed);
  for (const LessonAction& action : claim.actions) trial.perform(action);
  return trial.judge(claim.condition);
}

}  // namespace saddle::app
