#include "saddle/search_runner.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <map>
#include <thread>
#include <utility>

#include "core/parallel.h"
#include "saddle/issue_of.h"
#include "saddle/thread_safety.h"
#include "study/contestant.h"
#include "study/halving.h"
#include "study/jobs.h"
#include "study/journal.h"
#include "study/shared_data.h"

namespace saddle {
namespace {

// A failure may be an accident of the machine, such as too little memory; what fails again is the trial's own.
constexpr int most_failures = 2;
constexpr int64_t points_kept = 128;  // of the curve of a trial

std::vector<CurvePoint> course_of(const RunSnapshot& end, const FigureRow& metric) {
  const auto kept = kept_of(end, points_kept);
  const Curve& curve = kept->curves.*(metric.curve);
  std::vector<CurvePoint> points;
  for (int64_t i = 0; i < curve.size(); ++i) points.push_back({.step = curve[i].step, .value = curve[i].value});
  return points;
}

}  // namespace

std::string_view name_of(Trial::State state) {
  switch (state) {
    case Trial::State::waiting:
      return "waiting";
    case Trial::State::running:
      return "running";
    case Trial::State::paused:
      return "paused";
    case Trial::State::finished:
      return "finished";
    case Trial::State::stopped:
      return "stopped";
    case Trial::State::failed:
      return "failed";
  }
  return "";
}

struct SearchRunner::State {
  State(Search wanted, Options options)
      : search(std::move(wanted)),
        options(std::move(options)),
        jobs(static_cast<int>(std::min<int64_t>(thread_count(this->options.jobs), trials(search)))),
        data(this->options.data_directory, jobs, SharedData::Parts::without_test) {
    if (!this->options.journal.empty()) journal.emplace(this->options.journal, search, this->options.resume);
    auto first = std::make_shared<SearchSnapshot>();
    for (int64_t i = 0; i < trials(search); ++i) {
      auto trial = std::make_shared<Trial>();
      trial->index = i;
      trial->settings = draw(search, i);
      first->trials.push_back(std::move(trial));
      if (i % this->options.shards == this->options.shard) mine.push_back(i);
    }
    if (journal) take_up(*first);
    latest = std::move(first);
  }

  // What the journal knows.
  void take_up(SearchSnapshot& first) {
    const JournalContent& content = journal->content();
    if (content.torn_bytes > 0)
      first.notes.push_back(make_issue(options.journal.string(),
                                       "its last line is torn, as of a process that was killed; {} bytes are left out",
                                       content.torn_bytes));
    std::vector<int64_t> undrawn;
    for (const int64_t index : mine) {
      const auto known = content.trials.find(index);
      if (known == content.trials.end() || !known->second.drawn) undrawn.push_back(index);
    }
    for (const auto& [index, known] : content.trials) {
      if (index < 0 || index >= std::ssize(first.trials)) continue;  // of a search for more trials
      auto trial = std::make_shared<Trial>(*first.trials[static_cast<size_t>(index)]);
      if (known.drawn && known.settings != trial->settings)
        throw Error(options.journal.string(), "trial {} is not what this search draws; choose another journal", index);
      trial->failures = known.failures;
      trial->why = known.why;
      // Those of this shard are recalled when it is their turn.
      if (index % options.shards != options.shard && known.finished) {
        keep(*trial, *known.finished);
        trial->state = Trial::State::finished;
      }
      first.ended += trial->ended();
      first.trials[static_cast<size_t>(index)] = std::move(trial);
    }
    journal->drawn(search, undrawn);
  }

  static void keep(Trial& trial, const Trial& outcome) {
    trial.steps = outcome.steps;
    trial.diverged = outcome.diverged;
    trial.figures = outcome.figures;
    trial.curve = outcome.curve;
  }

  void work() {
    std::optional<Issue> failure;
    try {
      search.early_stop ? halve() : make_all();
    } catch (...) {
      failure = issue_of(std::current_exception());
    }
    change([&](SearchSnapshot& next) {
      next.done = true;
      next.issue = failure;
    });
  }

  void make_all() {
    workers.run(std::ssize(mine), [&](int64_t i) { make(mine[static_cast<size_t>(i)], last_rung); });
  }

  // Successive halving: all trials come to a rung before the best of them go on to the next.
  void halve() {
    std::vector<int64_t> alive = mine;
    for (int rung = first_rung(std::ssize(mine)); rung <= last_rung && !stop; ++rung) {
      workers.run(std::ssize(alive), [&](int64_t i) { make(alive[static_cast<size_t>(i)], rung); });
      if (stop || rung == last_rung) return;
      const auto now = take();
      const std::vector<int64_t> better = better_of(*now, alive, metric_of(search));
      for (const int64_t index : alive) {
        if (!std::ranges::binary_search(better, index)) drop(index);
      }
      alive = better;
    }
  }

  // Trains a trial as far as a rung, and again where that fails.
  void make(int64_t index, int rung) {
    while (!stop) {
      auto trial = std::make_shared<Trial>(*now_of(index));
      if (trial->ended() || recall(*trial, rung)) return;
      trial->state = Trial::State::running;
      show(std::make_shared<const Trial>(*trial));
      if (journal) journal->started(index);
      if (!attempt(*trial, rung)) {
        trial->state = Trial::State::waiting;
        return show(std::move(trial));
      }
      if (trial->state == Trial::State::finished || trial->state == Trial::State::paused) {
        if (journal)
          trial->state == Trial::State::finished ? journal->finished(*trial) : journal->reached(*trial, rung);
        show(std::move(trial));
        return;
      }
      if (journal) journal->failed(*trial);
      show(std::move(trial));
    }
  }

  // Returns false where it was stopped on the way.
  bool attempt(Trial& trial, int rung) {
    try {
      Contestant contestant(data, stop);
      const Experiment experiment = saddle::trial(search, trial.index);
      contestant.begin(experiment, search.steps);
      const int64_t until = steps_at(rung, contestant.snapshot()->total_steps);
      if (trial.steps > 0 && trial.steps >= until) {  // of so few steps, two rungs may be after the same
        trial.state = rung == last_rung ? Trial::State::finished : Trial::State::paused;
        return true;
      }
      if (rung < last_rung || checkpoints.contains(trial.index))
        contestant.begin(experiment, until, checkpoints.take(trial.index));
      while (contestant.going_on()) contestant.step();
      if (contestant.interrupted() || contestant.snapshot()->status == Status::running) return false;
      conclude(trial, contestant, rung);
    } catch (...) {
      fail(trial, issue_of(std::current_exception()));
    }
    return true;
  }

  void conclude(Trial& trial, Contestant& contestant, int rung) {
    const auto end = contestant.snapshot();
    if (end->status == Status::failed) return fail(trial, *end->issue);
    trial.diverged = end->status == Status::diverged;
    trial.steps = end->steps;
    trial.figures = contestant.figures();
    // A run that went on from a rung has the curve from there on alone.
    const auto before = std::exchange(trial.curve, course_of(*end, metric_of(search)));
    std::vector<CurvePoint> earlier;
    for (const CurvePoint& point : before) {
      if (trial.curve.empty() || point.step < trial.curve.front().step) earlier.push_back(point);
    }
    trial.curve.insert(trial.curve.begin(), earlier.begin(), earlier.end());
    const bool last = rung == last_rung || trial.diverged;
    trial.state = last ? Trial::State::finished : Trial::State::paused;
    if (!last) checkpoints.put(trial.index, contestant.checkpoint());
  }

  static void fail(Trial& trial, Issue why) {
    trial.why = std::move(why);
    trial.state = ++trial.failures < most_failures ? Trial::State::waiting : Trial::State::failed;
  }

  // Whether the journal knows what came of the trial at this rung.
  bool recall(const Trial& trial, int rung) {
    if (!journal) return false;
    const auto found = journal->content().trials.find(trial.index);
    if (found == journal->content().trials.end()) return false;
    const JournalTrial& known = found->second;
    auto recalled = std::make_shared<Trial>(trial);
    if (const auto reached = known.reached.find(rung); rung < last_rung && reached != known.reached.end()) {
      keep(*recalled, reached->second);
      recalled->state = Trial::State::paused;
    } else if (known.finished && (rung == last_rung || known.finished->diverged)) {
      keep(*recalled, *known.finished);
      recalled->state = Trial::State::finished;
    } else if (known.failures >= most_failures) {
      recalled->state = Trial::State::failed;
    } else {
      return false;
    }
    show(std::move(recalled));
    return true;
  }

  void drop(int64_t index) {
    auto trial = std::make_shared<Trial>(*now_of(index));
    if (trial->ended()) return;
    trial->state = Trial::State::stopped;
    checkpoints.take(index);
    if (journal) journal->stopped(*trial);
    show(std::move(trial));
  }

  void show(std::shared_ptr<const Trial> trial) {
    change([&](SearchSnapshot& next) {
      auto& place = next.trials[static_cast<size_t>(trial->index)];
      next.ended += trial->ended() - place->ended();
      place = std::move(trial);
    });
  }

  template <class Edit>
  void change(const Edit& edit) {
    {
      const MutexLock lock(mutex);
      // Nobody else holds it: it can be written to as it is.
      if (!ahead) ahead = std::make_shared<SearchSnapshot>(*latest);
      edit(*ahead);
      ++ahead->serial;
    }
    options.published();
  }

  std::shared_ptr<const Trial> now_of(int64_t index) {
    const MutexLock lock(mutex);
    return (ahead ? *ahead : *latest).trials[static_cast<size_t>(index)];
  }

  std::shared_ptr<const SearchSnapshot> take() {
    const MutexLock lock(mutex);
    if (ahead) latest = std::exchange(ahead, nullptr);
    return latest;
  }

  const Search search;
  const Options options;
  const int jobs;
  std::vector<int64_t> mine;  // trials of this shard
  std::optional<Journal> journal;
  std::atomic<bool> stop{false};
  SharedData data;
  Checkpoints checkpoints;
  Jobs workers{jobs};
  Mutex mutex;
  std::shared_ptr<const SearchSnapshot> latest SADDLE_GUARDED_BY(mutex);  // that was handed out
  std::shared_ptr<SearchSnapshot> ahead SADDLE_GUARDED_BY(mutex);         // what changed since; null: nothing
  std::jthread thread;
};

SearchRunner::SearchRunner(Search search, Options options) {
  check(search, options.data_directory);
  state_ = std::make_unique<State>(std::move(search), std::move(options));
  state_->thread = std::jthread([state = state_.get()] { state->work(); });
}

SearchRunner::~SearchRunner() { stop(); }

const Search& SearchRunner::search() const { return state_->search; }
std::shared_ptr<const SearchSnapshot> SearchRunner::latest() const { return state_->take(); }
void SearchRunner::stop() { state_->stop = true; }

}  // namespace saddle
