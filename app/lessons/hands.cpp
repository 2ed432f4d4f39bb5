#include "lessons/hands.h"

#include <utility>

#include "saddle/error.h"

namespace saddle::app {
namespace {

bool goes_on(const RunSnapshot& now) { return now.status == Status::running || now.status == Status::loading; }

}  // namespace

bool LessonHands::waits(const RunSnapshot& now) {
  if (now.status == Status::failed || now.status == Status::diverged) {
    const bool of_before = starting_ && now.run == *starting_;
    if (!of_before) starting_.reset(), wanted_.reset(), until_.reset();
    return of_before;
  }
  if (starting_) {
    if (now.run == *starting_ || now.status == Status::loading || now.status == Status::idle) return true;
    starting_.reset();
  }
  if (until_ && now.steps < *until_ && (now.status != Status::finished)) return true;
  until_.reset();
  return false;
}

void LessonHands::begin(const LessonAction& action, Frame& frame, const LessonScene& scene) {
  const RunSnapshot& now = frame.training.now;
  if (action.kind == LessonAction::Kind::train) {
    if (scene.lab != "network" && action.count == 0) return;  // there is no run to begin with
    frame.training.send(
        command::Start{.experiment = scene.document.draft.experiment, .data_directory = frame.data_directory});
    starting_ = now.run;
    if (action.count > 0) wanted_ = action.count;
  } else if (action.kind == LessonAction::Kind::more && !goes_on(now) && action.count > 0) {
    frame.training.send(command::Step{static_cast<int>(action.count)});
    until_ = now.steps + action.count;
  }
}

void LessonHands::follow(Frame& frame, LessonScene& scene) {
  while (!waits(frame.training.now)) {
    if (wanted_) {
      const int64_t steps = *std::exchange(wanted_, {});
      frame.training.send(command::Step{static_cast<int>(steps)});
      until_ = frame.training.now.steps + steps;
      return;
    }
    if (queue_.empty()) return;
    const LessonAction action = std::move(queue_.front());
    queue_.pop_front();
    try {
      perform(action, scene, frame.presets);
    } catch (const Error&) {
      drop();
      throw;
    }
    if (!trains(action)) continue;
    begin(action, frame, scene);
    return;
  }
}

}  // namespace saddle::app
