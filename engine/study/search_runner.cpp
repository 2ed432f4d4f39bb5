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
#include "study/halving.h"
#include "study/jobs.h"
#include "study/journal.h"
#include "study/ranked_trials.h"
#include "study/trial_maker.h"

namespace saddle {

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
        jobs(jobs_of(search, this->options)),
        here(search, this->options.data_directory, jobs, stop),
        workers(this->options.ranks ? jobs * this->options.ranks->size() : jobs) {
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
    if (this->options.ranks) there.emplace(*this->options.ranks, journal_head(search).dump(), jobs, here, stop);
  }

  // On each rank.
  static int jobs_of(const Search& search, const Options& options) {
    const int wanted = options.ranks && options.jobs == 0 ? 1 : thread_count(options.jobs);
    return static_cast<int>(std::min<int64_t>(wanted, trials(search)));
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

  bool attempt(Trial& trial, int rung) { return there ? there->make(trial, rung) : here.make(trial, rung); }

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
    there ? there->forget(index) : here.forget(index);
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
  const int jobs;             // at a time, in this process
  std::vector<int64_t> mine;  // trials of this shard
  std::optional<Journal> journal;
  std::atomic<bool> stop{false};
  TrialMaker here;
  std::optional<RankedTrials> there;  // and here, where there are ranks
  Jobs workers;
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

void make_trials(Communicator& ranks, const Search& search, const SearchRunner::Options& options) {
  check(search, options.data_directory);
  SearchRunner::Options here = options;
  here.ranks = &ranks;
  make_trials_for_rank_0(ranks, search, here.data_directory, SearchRunner::State::jobs_of(search, here));
}

}  // namespace saddle
