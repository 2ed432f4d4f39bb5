#include "saddle/study_runner.h"

#include <algorithm>
#include <atomic>
#include <cassert>
#include <chrono>
#include <cmath>
#include <thread>
#include <utility>

#include "core/parallel.h"
#include "saddle/issue_of.h"
#include "saddle/thread_safety.h"
#include "study/contestant.h"
#include "study/jobs.h"
#include "study/shared_data.h"

namespace saddle {
namespace {

using Clock = std::chrono::steady_clock;

// How often what a run has come to is shown.
constexpr std::chrono::milliseconds showing_interval{50};

// Of all the curves of a study, and of the shortest that is worth being drawn.
constexpr int64_t most_curve_points = 8'000'000, fewest_points = 256;

int64_t points_a_curve(int64_t runs) {
  return std::max(fewest_points, most_curve_points / runs / std::ssize(curve_table));
}

StudyRun::State state_of(const RunSnapshot& now) {
  switch (now.status) {
    case Status::finished:
      return StudyRun::State::finished;
    case Status::diverged:
      return StudyRun::State::diverged;
    case Status::failed:
      return StudyRun::State::failed;
    default:
      return StudyRun::State::running;
  }
}

}  // namespace

struct StudyRunner::State {
  State(Study wanted, Options options)
      : study(std::move(wanted)),
        options(std::move(options)),
        jobs(static_cast<int>(std::min<int64_t>(thread_count(this->options.jobs), runs(study)))),
        data(this->options.data_directory, jobs) {
    auto first = std::make_shared<StudySnapshot>();
    for (int64_t i = 0; i < runs(study); ++i) {
      auto run = std::make_shared<StudyRun>();
      run->index = i;
      run->seed = read<TrainingOptions>(expand(study, i).training, "training").seed;
      first->runs.push_back(std::move(run));
    }
    latest = std::move(first);
  }

  void work() {
    std::optional<Issue> failure;
    try {
      make_all();
    } catch (...) {
      failure = issue_of(std::current_exception());
    }
    change([&](StudySnapshot& next) {
      next.done = true;
      next.issue = failure;
    });
  }

  void make_all() {
    if (options.order == Order::whole_runs) {
      workers.run(runs(study), [this](int64_t index) { make_whole(index); });
    } else {
      for (int64_t first = 0; first < runs(study) && !stop; first += options.most_together)
        make_together(first, std::min<int64_t>(runs(study), first + options.most_together));
    }
  }

  void make_whole(int64_t index) {
    if (stop) return;
    Contestant contestant(data, stop);
    begin(contestant, index);
    for (auto shown = Clock::time_point(); contestant.going_on();) {
      contestant.step();
      measure(contestant);
      if (const auto now = Clock::now(); now - shown > showing_interval) {
        show(index, contestant);
        shown = now;
      }
    }
    show(index, contestant);
  }

  void begin(Contestant& contestant, int64_t index) {
    contestant.begin(expand(study, index), study.steps);
    if (!options.watched.empty()) contestant.watch(options.watched);
  }

  void measure(Contestant& contestant) {
    if (options.watched.empty() || stop) return;
    contestant.going_on() ? contestant.measure_due() : contestant.measure_all();
  }

  // The number of steps of a round follows the clock, and what they compute does not.
  void make_together(int64_t first, int64_t last) {
    std::vector<std::unique_ptr<Contestant>> contestants(static_cast<size_t>(last - first));
    const auto each = [&](const auto& task) {
      workers.run(last - first, [&](int64_t i) { task(first + i, contestants[static_cast<size_t>(i)]); });
    };
    each([&](int64_t index, std::unique_ptr<Contestant>& contestant) {
      if (stop) return;
      contestant = std::make_unique<Contestant>(data, stop);
      begin(*contestant, index);
      show(index, *contestant);
    });
    const auto goes_on = [](const auto& contestant) { return contestant && contestant->going_on(); };
    for (int slice = 1; std::ranges::any_of(contestants, goes_on);) {
      const auto began = Clock::now();
      each([&](int64_t index, std::unique_ptr<Contestant>& contestant) {
        if (!goes_on(contestant)) return;
        for (int step = 0; step < slice && contestant->going_on(); ++step) contestant->step();
        measure(*contestant);
        show(index, *contestant);
        if (!contestant->going_on() && !stop) contestant.reset();  // and its memory
      });
      const auto took = Clock::now() - began;
      if (took < showing_interval / 4) slice *= 2;
      if (took > showing_interval && slice > 1) slice /= 2;
    }
  }

  void show(int64_t index, Contestant& contestant) {
    auto run = std::make_shared<StudyRun>();
    run->index = index;
    run->now = contestant.snapshot();
    // What was stopped on its way out has not all its figures.
    run->state = contestant.interrupted() ? StudyRun::State::running : state_of(*run->now);
    if (run->ended()) {
      run->now = kept_of(*run->now, points_a_curve(runs(study)));
      run->figures = contestant.figures();
    }
    change([&](StudySnapshot& next) {
      auto& place = next.runs[static_cast<size_t>(index)];
      run->seed = place->seed;
      next.ended += run->ended();
      place = std::move(run);
    });
  }

  template <class Edit>
  void change(const Edit& edit) {
    {
      const MutexLock lock(mutex);
      // Nobody else holds it: it can be written to as it is.
      if (!ahead) ahead = std::make_shared<StudySnapshot>(*latest);
      edit(*ahead);
      ++ahead->serial;
    }
    options.published();
  }

  std::shared_ptr<const StudySnapshot> take() {
    const MutexLock lock(mutex);
    if (ahead) latest = std::exchange(ahead, nullptr);
    return latest;
  }

  const Study study;
  const Options options;
  const int jobs;
  std::atomic<bool> stop{false};
  SharedData data;
  Jobs workers{jobs};
  Mutex mutex;
  std::shared_ptr<const StudySnapshot> latest SADDLE_GUARDED_BY(mutex);  // that was handed out
  std::shared_ptr<StudySnapshot> ahead SADDLE_GUARDED_BY(mutex);         // what changed since; null: nothing
  std::jthread thread;
};

StudyRunner::StudyRunner(Study study, Options options) {
  check(study, options.data_directory, options.stop_checking);
  state_ = std::make_unique<State>(std::move(study), std::move(options));
  state_->thread = std::jthread([state = state_.get()] { state->work(); });
}

StudyRunner::~StudyRunner() { stop(); }

const Study& StudyRunner::study() const { return state_->study; }
std::shared_ptr<const StudySnapshot> StudyRunner::latest() const { return state_->take(); }
void StudyRunner::stop() { state_->stop = true; }

std::vector<StudySummary> summarize(const Study& study, const StudySnapshot& snapshot) {
  std::vector<StudySummary> summaries;
  for (int64_t combination = 0; combination < combinations(study); ++combination) {
    StudySummary summary{.combination = combination};
    std::array<std::vector<double>, figure_table.size()> values;
    for (int64_t i = combination * study.seeds; i < (combination + 1) * study.seeds; ++i) {
      const StudyRun& run = *snapshot.runs[static_cast<size_t>(i)];
      if (run.state != StudyRun::State::finished && run.state != StudyRun::State::diverged) continue;
      ++summary.runs;
      summary.diverged += run.state == StudyRun::State::diverged;
      for (size_t row = 0; row < figure_table.size(); ++row)
        values[row].push_back(run.figures.*(figure_table[row].value));
    }
    if (summary.runs == 0) continue;
    for (size_t row = 0; row < figure_table.size(); ++row)
      summary.spreads[row] = spread_of(values[row], figure_table[row].more_is_better);
    summaries.push_back(summary);
  }
  return summaries;
}

const FigureRow& metric_of(const Study& study, const StudySnapshot& snapshot) {
  if (!study.metric.empty()) return figure_row(study.metric, "metric");
  for (const char* name : {"test_accuracy", "test_loss"}) {
    const FigureRow& row = figure_row(name, "");
    const auto has = [&](const auto& run) { return std::isfinite(run->figures.*(row.value)); };
    if (std::ranges::any_of(snapshot.runs, has)) return row;
  }
  return figure_row("train_loss", "");
}

}  // namespace saddle
