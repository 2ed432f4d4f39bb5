#include "study/trial_maker.h"

#include <utility>

#include "saddle/issue_of.h"

namespace saddle {
namespace {

constexpr int64_t points_kept = 128;  // of the curve of a trial

// From `after` on: what was before is known, whether the run went on from there or began again.
std::vector<CurvePoint> course_of(const RunSnapshot& end, const FigureRow& metric, double after) {
  RunSnapshot later = end;
  CurveWriter writer;
  const Curve& whole = end.curves.*(metric.curve);
  for (int64_t i = 0; i < whole.size(); ++i) {
    if (whole[i].step > after) writer.add(whole[i]);
  }
  later.curves.*(metric.curve) = writer.freeze();
  const auto kept = kept_of(later, points_kept);
  const Curve& curve = kept->curves.*(metric.curve);
  std::vector<CurvePoint> points;
  for (int64_t i = 0; i < curve.size(); ++i) points.push_back({.step = curve[i].step, .value = curve[i].value});
  return points;
}

void fail(Trial& trial, Issue why) {
  trial.why = std::move(why);
  trial.state = ++trial.failures < most_failures ? Trial::State::waiting : Trial::State::failed;
}

}  // namespace

TrialMaker::TrialMaker(const Search& search, std::filesystem::path directory, int jobs, const std::atomic<bool>& stop)
    : search_(search), stop_(stop), data_(std::move(directory), jobs, SharedData::Parts::without_test) {}

bool TrialMaker::make(Trial& trial, int rung) {
  try {
    Contestant contestant(data_, stop_);
    const Experiment experiment = saddle::trial(search_, trial.index);
    contestant.begin(experiment, search_.steps);
    const int64_t until = steps_at(rung, contestant.snapshot()->total_steps);
    if (trial.steps > 0 && trial.steps >= until) {  // of so few steps, two rungs may be after the same
      trial.state = rung == last_rung ? Trial::State::finished : Trial::State::paused;
      return true;
    }
    if (rung < last_rung || checkpoints_.contains(trial.index))
      contestant.begin(experiment, until, checkpoints_.take(trial.index));
    while (contestant.going_on()) contestant.step();
    if (contestant.interrupted() || contestant.snapshot()->status == Status::running) return false;
    conclude(trial, contestant, rung);
  } catch (...) {
    fail(trial, issue_of(std::current_exception()));
  }
  return true;
}

void TrialMaker::conclude(Trial& trial, Contestant& contestant, int rung) {
  const auto end = contestant.snapshot();
  if (end->status == Status::failed) return fail(trial, *end->issue);
  trial.diverged = end->status == Status::diverged;
  trial.steps = end->steps;
  trial.figures = contestant.figures();
  const auto later = course_of(*end, metric_of(search_), trial.curve.empty() ? 0 : trial.curve.back().step);
  trial.curve.insert(trial.curve.end(), later.begin(), later.end());
  const bool last = rung == last_rung || trial.diverged;
  trial.state = last ? Trial::State::finished : Trial::State::paused;
  if (!last) checkpoints_.put(trial.index, contestant.checkpoint());
}

}  // namespace saddle
