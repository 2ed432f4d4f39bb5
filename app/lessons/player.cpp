#include "lessons/player.h"

#include <algorithm>
#include <utility>

#include "saddle/error.h"

namespace saddle::app {
namespace {

using StepKind = LessonStep::Kind;

bool holds_now(const Condition& condition, const LessonSight& sight) {
  try {
    return holds(condition, sight);
  } catch (const Error&) {
    return false;  // a layer that the learner took away
  }
}

}  // namespace

LessonPlayer::LessonPlayer(std::shared_ptr<const Lesson> lesson, const LessonProgress& progress)
    : lesson_(std::move(lesson)), answers_(lesson_->steps.size()) {
  const int last = static_cast<int>(lesson_->steps.size()) - 1;
  const int begin = progress.done ? 0 : std::clamp(progress.step, 0, last);
  if (!progress.done) {
    for (const int missed : progress.missed)
      if (missed >= 0 && missed <= last && lesson_->steps[static_cast<size_t>(missed)].asks())
        missed_.push_back(missed);
  }
  for (int step = 0; step <= begin; ++step) enter(static_cast<size_t>(step), true);
}

void LessonPlayer::enter(size_t place, bool forwards) {
  place_ = place;
  again_ = end_ = false;
  if (!forwards || (furthest_ && *furthest_ >= place)) return;
  furthest_ = place;
  const LessonStep& step = lesson_->steps[place];
  wish_.insert(wish_.end(), step.stage.begin(), step.stage.end());
  // What is predicted begins from nothing.
  if (step.kind == StepKind::predict) {
    wish_.push_back({.kind = LessonAction::Kind::train, .count = 0});
    wish_.push_back({.kind = LessonAction::Kind::play, .count = 0});
  }
}

void LessonPlayer::enter_next_missed() {
  if (again_left_.empty()) {
    again_ = false;
    end_ = true;
    return;
  }
  place_ = static_cast<size_t>(again_left_.front());
  again_left_.erase(again_left_.begin());
  again_ = true;
  again_answer_ = {};
}

void LessonPlayer::observe(const LessonSight& sight) {
  const LessonStep* here = step();
  if (!here || again_ || !here->until) return;
  Answer& answer = now();
  if (here->kind == StepKind::predict) {
    if (!answer.chosen) return;
    answer.begun = answer.begun || sight.run.steps > 0 || sight.scene.arena_step.value_or(0) > 0;
  }
  if (answer.reached || !holds_now(*here->until, sight)) return;
  answer.reached = true;
  if (here->kind == StepKind::predict) judge(sight);
}

void LessonPlayer::judge(const LessonSight& sight) {
  const auto& choices = step()->choices;
  auto right = std::ranges::find_if(choices, &LessonChoice::right);
  if (right == choices.end())
    right = std::ranges::find_if(choices, [&](const LessonChoice& c) { return c.when && holds_now(*c.when, sight); });
  if (right == choices.end()) return;
  now().right = static_cast<int>(right - choices.begin());
  if (now().right != now().chosen) miss();
}

void LessonPlayer::miss() {
  const int place = static_cast<int>(place_);
  if (std::ranges::find(missed_, place) == missed_.end()) missed_.push_back(place);
}

bool LessonPlayer::reached() const { return step() && now().reached; }

bool LessonPlayer::can_go_on() const {
  const LessonStep* here = step();
  if (!here) return false;
  if (again_) return now().chosen && is_right(*now().chosen);
  if (here->kind == StepKind::explain) return now().chosen.has_value();
  return !here->until || now().reached;
}

void LessonPlayer::next() {
  if (end_) return;
  if (again_) {
    if (can_go_on()) std::erase(missed_, static_cast<int>(place_));
    return enter_next_missed();
  }
  if (place_ + 1 < lesson_->steps.size()) return enter(place_ + 1, true);
  again_left_ = missed_;
  enter_next_missed();
}

void LessonPlayer::back() {
  if (end_ || again_) return enter(lesson_->steps.size() - 1, false);
  if (place_ > 0) enter(place_ - 1, false);
}

bool LessonPlayer::can_choose() const {
  const LessonStep* here = step();
  if (!here || !here->asks()) return false;
  if (again_ || here->kind == StepKind::explain) return true;
  return !now().reached && !now().begun;
}

void LessonPlayer::choose(int choice) {
  if (!can_choose() || choice < 0 || choice >= static_cast<int>(step()->choices.size())) return;
  const bool first = !now().chosen;
  now().chosen = choice;
  if (step()->kind == StepKind::explain && !again_ && first && !is_right(choice)) miss();
}

bool LessonPlayer::revealed() const {
  const LessonStep* here = step();
  if (!here || !here->asks() || !now().chosen) return false;
  return again_ || here->kind == StepKind::explain || now().reached;
}

bool LessonPlayer::is_right(int choice) const {
  const LessonStep& here = *step();
  const auto known = answers_[place_].right;
  return known ? *known == choice : here.choices[static_cast<size_t>(choice)].right;
}

const LessonChoice* LessonPlayer::answered() const {
  return revealed() ? &step()->choices[static_cast<size_t>(*now().chosen)] : nullptr;
}

bool LessonPlayer::waits_for_choice() const {
  const LessonStep* here = step();
  return here && here->kind == StepKind::predict && !again_ && !now().chosen;
}

LessonActions LessonPlayer::take_wish() { return std::exchange(wish_, {}); }

void LessonPlayer::show() {
  if (const LessonChoice* choice = answered()) wish_.insert(wish_.end(), choice->show.begin(), choice->show.end());
}

void LessonPlayer::solve() {
  if (const LessonStep* here = step()) wish_.insert(wish_.end(), here->solve.begin(), here->solve.end());
}

std::shared_ptr<const PredictedCurve> LessonPlayer::ghost(const std::string& language) const {
  for (size_t place = std::min(place_ + 1, answers_.size()); place-- > 0;) {
    const LessonStep& step = lesson_->steps[place];
    if (step.kind != StepKind::predict || !answers_[place].chosen) continue;
    const LessonChoice& choice = step.choices[static_cast<size_t>(*answers_[place].chosen)];
    if (choice.ghost.empty()) return nullptr;
    return std::make_shared<const PredictedCurve>(PredictedCurve{choice.text.in(language), choice.ghost});
  }
  return nullptr;
}

LessonProgress LessonPlayer::progress() const {
  return {.step = again_ || end_ ? static_cast<int>(lesson_->steps.size()) - 1 : static_cast<int>(place_),
          .done = end_,
          .missed = missed_};
}

}  // namespace saddle::app
