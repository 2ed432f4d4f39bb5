#pragma once

#include <deque>

#include "lessons/lesson.h"
#include "lessons/scene.h"
#include "model/frame.h"

namespace saddle::app {

// Does what a lesson asks for, one action after the other: what is set at once, what is trained as long as it takes.
class LessonHands {
 public:
  void ask(const LessonActions& actions) { queue_.insert(queue_.end(), actions.begin(), actions.end()); }
  void drop() { *this = {}; }
  bool busy() const { return !queue_.empty() || until_ || starting_; }

  // In every frame: goes on, with the document as `scene`, which the caller takes back. Throws Error where something
  // cannot be done; then the rest is dropped.
  void follow(Frame& frame, LessonScene& scene);

 private:
  bool waits(const RunSnapshot& now);
  void begin(const LessonAction& action, Frame& frame, const LessonScene& scene);

  std::deque<LessonAction> queue_;
  std::optional<uint64_t> starting_;  // the run before the one that is to begin
  std::optional<int64_t> wanted_;     // steps that it shall make once it is ready
  std::optional<int64_t> until_;      // the step at which a run that goes on will pause
};

}  // namespace saddle::app
