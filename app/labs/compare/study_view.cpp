#include "labs/compare/study_view.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "model/runs/kept_run.h"

namespace saddle::app {
namespace {

constexpr double arrival_accuracy = 0.9;

using Runs = std::vector<std::shared_ptr<const RunSnapshot>>;

bool counts(const StudyRun& run) {
  return run.state == StudyRun::State::finished || run.state == StudyRun::State::diverged;
}

// The first step at which the accuracy was 90 %; NaN: never.
double arrival_of(const Curve& accuracy) {
  for (int64_t i = 0; i < accuracy.size(); ++i) {
    if (accuracy[i].value >= arrival_accuracy) return accuracy[i].step;
  }
  return Figures::none;
}

void add_exit(ContestantView& contestant, const Curve& curve) {
  for (int64_t i = curve.size(); i-- > 0;) {
    if (!std::isfinite(curve[i].value)) continue;
    contestant.exits.push_back({curve[i].step, curve[i].value});
    contestant.exit_seconds.push_back(curve[i].seconds);
    return;
  }
}

ContestantView contestant_of(const StudyView& view, int64_t combination) {
  const int seeds = view.study->seeds;
  ContestantView contestant;
  contestant.finals.assign(static_cast<size_t>(seeds), Figures::none);
  contestant.final_known.assign(static_cast<size_t>(seeds), false);
  Runs runs;
  std::vector<double> losses, accuracies, arrivals, finals;
  for (int seed = 0; seed < seeds; ++seed) {
    const StudyRun& run = *view.snapshot->runs[static_cast<size_t>(combination * seeds + seed)];
    if (!run.now) continue;
    contestant.steps_per_epoch = static_cast<double>(run.now->steps_per_epoch);
    contestant.ended += run.ended();
    if (run.state == StudyRun::State::failed) {
      ++contestant.failed;
      if (!contestant.why) contestant.why = run.now->issue;
      continue;
    }
    runs.push_back(run.now);
    if (!counts(run)) {
      // What it has come to so far.
      const Curve& loss = run.now->curves.*(view.loss->curve);
      if (!loss.empty()) losses.push_back(loss.back().value);
      if (view.accuracy && !(run.now->curves.*(view.accuracy->curve)).empty()) {
        accuracies.push_back((run.now->curves.*(view.accuracy->curve)).back().value);
        arrivals.push_back(arrival_of(run.now->curves.*(view.accuracy->curve)));
        contestant.arrived += std::isfinite(arrivals.back());
      }
      continue;
    }
    if (run.state == StudyRun::State::diverged) {
      ++contestant.diverged;
      add_exit(contestant, run.now->curves.*(view.metric->curve));
    }
    losses.push_back(run.figures.*(view.loss->value));
    const double final = run.figures.*(view.metric->value);
    finals.push_back(final);
    contestant.finals[static_cast<size_t>(seed)] = final;
    contestant.final_known[static_cast<size_t>(seed)] = true;
    if (!view.accuracy) continue;
    accuracies.push_back(run.figures.*(view.accuracy->value));
    arrivals.push_back(arrival_of(run.now->curves.*(view.accuracy->curve)));
    contestant.arrived += std::isfinite(arrivals.back());
  }
  contestant.band = band_of(runs, *view.metric);
  contestant.loss = spread_of(losses, false);
  contestant.accuracy = spread_of(accuracies, true);
  contestant.arrival = spread_of(arrivals, false);
  contestant.metric = spread_of(finals, view.metric->more_is_better);
  return contestant;
}

const FigureRow* first_with_curves(const std::vector<const FigureRow*>& known,
                                   std::initializer_list<const char*> names) {
  for (const char* name : names) {
    const FigureRow* row = &figure_row(name, "");
    if (std::ranges::find(known, row) != known.end()) return row;
  }
  return nullptr;
}

// As far as the worst of the better half of the contestants begins: one that leaves would make all others flat.
double highest_of(const StudyView& view) {
  std::vector<double> highest;
  for (const ContestantView& contestant : view.contestants) {
    double most = 0;
    for (const plot::Point& point : contestant.band.median) {
      if (std::isfinite(point.y)) most = std::max(most, point.y);
    }
    if (most > 0) highest.push_back(most);
  }
  if (highest.empty()) return 0;
  std::ranges::sort(highest);
  return 1.05 * highest[(highest.size() - 1) / 2];
}

// The two best of those of which a run has ended.
void choose_two(StudyView& view) {
  std::vector<int> order;
  for (size_t i = 0; i < view.contestants.size(); ++i) {
    if (std::ranges::find(view.contestants[i].final_known, true) != view.contestants[i].final_known.end())
      order.push_back(static_cast<int>(i));
  }
  if (order.size() < 2) return;
  const auto rank = [&](int i) {
    const double value = view.contestants[static_cast<size_t>(i)].metric.median;
    if (!std::isfinite(value)) return std::numeric_limits<double>::infinity();
    return view.metric->more_is_better ? -value : value;
  };
  std::ranges::stable_sort(order, {}, rank);
  view.first = order[0];
  view.second = order[1];
}

void compare_two(StudyView& view) {
  if (view.first < 0 || view.second < 0) return;
  const ContestantView &a = view.contestants[static_cast<size_t>(view.first)],
                       &b = view.contestants[static_cast<size_t>(view.second)];
  std::vector<double> first, second;
  for (size_t seed = 0; seed < a.finals.size(); ++seed) {
    if (!a.final_known[seed] || !b.final_known[seed]) continue;
    first.push_back(a.finals[seed]);
    second.push_back(b.finals[seed]);
  }
  view.comparison = compare_pairs(first, second, view.metric->more_is_better);
}

}  // namespace

StudyView view_of(const StudyViewOrder& order) {
  StudyView view{.study = order.study, .snapshot = order.snapshot};
  for (const FigureRow& row : figure_table) {
    const auto has = [&](const auto& run) { return run->now && !(run->now->curves.*(row.curve)).empty(); };
    if (std::ranges::any_of(order.snapshot->runs, has)) view.metrics.push_back(&row);
  }
  view.loss = first_with_curves(view.metrics, {"test_loss", "validation_loss", "train_loss"});
  if (!view.loss) view.loss = &figure_row("train_loss", "");
  view.accuracy = first_with_curves(view.metrics, {"test_accuracy", "validation_accuracy", "train_accuracy"});
  const FigureRow* usual = view.accuracy ? view.accuracy : view.loss;
  const auto wanted = std::ranges::find(figure_table, order.metric, &FigureRow::name);
  view.metric = wanted == figure_table.end() ? usual : &*wanted;
  for (int64_t i = 0; i < combinations(*order.study); ++i) {
    view.contestants.push_back(contestant_of(view, i));
    view.contestants.back().flops_per_step =
        flops_per_step(expand(*order.study, i * order.study->seeds), order.data_directory);
  }
  view.highest = highest_of(view);
  for (const auto& run : order.snapshot->runs) {
    if (!run->now) continue;
    view.longest = std::max(view.longest, static_cast<double>(run->now->total_steps));
    view.steps += run->now->steps;
    view.total_steps += run->ended() ? run->now->steps : run->now->total_steps;
  }
  const auto known = std::ssize(view.contestants);
  if (order.first >= 0 && order.first < known && order.second >= 0 && order.second < known &&
      order.first != order.second) {
    view.first = order.first;
    view.second = order.second;
  } else {
    choose_two(view);
  }
  compare_two(view);
  return view;
}

}  // namespace saddle::app
