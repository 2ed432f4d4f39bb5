#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "lessons/lesson.h"
#include "lessons/sight.h"
#include "model/lesson_progress.h"
#include "model/predicted_curve.h"

namespace saddle::app {

// Where one is in a lesson: the steps, then once more the questions that were answered wrong, then the end. It knows no
// widgets; what it wants done, it asks for by take_wish().
class LessonPlayer {
 public:
  // Goes on where `progress` says; from the start where it was done.
  LessonPlayer(std::shared_ptr<const Lesson> lesson, const LessonProgress& progress);

  const Lesson& lesson() const { return *lesson_; }
  // Null at the end.
  const LessonStep* step() const { return at_end() ? nullptr : &lesson_->steps[place_]; }
  size_t place() const { return place_; }  // of the step; of a question that is asked again, of that
  bool again() const { return again_; }    // a question is asked once more
  bool at_end() const { return end_; }

  // Judges the goal. To be called in every frame.
  void observe(const LessonSight& sight);

  bool has_goal() const { return step() && step()->until && !again_; }
  bool reached() const;    // the goal; of a prediction, its outcome is known
  bool can_go_on() const;  // nothing is left to do here
  void next();             // or skips what is left to do
  void back();
  bool can_go_back() const { return place_ > 0 || again_ || end_; }

  // Of a step that asks.
  std::optional<int> chosen() const { return now().chosen; }
  bool can_choose() const;
  void choose(int choice);
  bool revealed() const;                                      // it is known which is right
  bool is_right(int choice) const;                            // once it is
  std::optional<int> outcome() const { return now().right; }  // of a prediction, once it is known
  const LessonChoice* answered() const;  // the choice that was made and has something to say now; or null
  bool waits_for_choice() const;         // a prediction has to be made before anything runs
  const std::vector<int>& missed() const { return missed_; }

  // What is to be done for the learner since it was asked last, upon the stage of the lesson.
  LessonActions take_wish();
  // As if the button of the chosen answer were pressed: makes it happen.
  void show();
  // Does what solves the step.
  void solve();

  // What was predicted last in this lesson, and stays in the figure; null: nothing.
  std::shared_ptr<const PredictedCurve> ghost(const std::string& language) const;
  LessonProgress progress() const;

 private:
  struct Answer {
    std::optional<int> chosen = {};
    std::optional<int> right = {};  // of a prediction that was judged
    bool reached = false;
    bool begun = false;  // what was predicted is on its way
  };

  const Answer& now() const { return again_ ? again_answer_ : answers_[place_]; }
  Answer& now() { return again_ ? again_answer_ : answers_[place_]; }
  void enter(size_t place, bool forwards);
  void enter_next_missed();
  void judge(const LessonSight& sight);
  void miss();

  std::shared_ptr<const Lesson> lesson_;
  size_t place_ = 0;
  bool again_ = false, end_ = false;
  std::vector<Answer> answers_;  // by step
  Answer again_answer_;
  std::vector<int> missed_, again_left_;
  std::optional<size_t> furthest_;  // stages up to this step were set up
  LessonActions wish_;
};

}  // namespace saddle::app
