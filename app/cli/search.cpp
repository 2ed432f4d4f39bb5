#include <algorithm>
#include <charconv>
#include <chrono>
#include <functional>
#include <memory>
#include <thread>

#include <fmt/format.h>

#include "cli/search/report.h"
#include "cli/shared/experiment_options.h"
#include "cli/shared/interrupts.h"
#include "cli/shared/numbers.h"
#include "cli/shared/outputs.h"
#include "cli/shared/progress_bar.h"
#include "cli/shared/ranks.h"
#include "cli/subcommand.h"
#include "saddle/search_runner.h"

namespace saddle::cli {
namespace {

constexpr const char* help =
    "Searches for the settings with which an experiment learns best. The exit status is 1 where a trial failed twice, "
    "some are still to be made, or none came to a number.";

struct SearchOptions {
  ExperimentOptions experiment;
  std::vector<std::string> ranges;
  int64_t trials = 0, steps = 0;
  int seed = 1, jobs = 0;
  std::string metric, journal, shard;
  bool early_stop = false, unpaired = false, resume = false, json = false;
};

Search search_of(const SearchOptions& options, std::vector<Issue>& notes) {
  auto [study, note] = options.experiment.chosen_study();
  if (note) notes.push_back(*note);
  Search search{.base = std::move(study.base),
                .trials = options.trials,
                .seed = options.seed,
                .paired = !options.unpaired,
                .early_stop = options.early_stop,
                .steps = options.steps,
                .metric = options.metric};
  for (const Axis& axis : study.axes) search.ranges.push_back({.path = axis.path, .values = axis.values});
  for (const std::string& text : options.ranges) search.ranges.push_back(parse_range(text, "--range"));
  return search;
}

struct Shard {
  int which = 0, of = 1;
  bool has(const Trial& trial) const { return trial.index % of == which; }
};

// "2/4" is the second of four. Throws Error.
Shard read_shard(const std::string& text) {
  if (text.empty()) return {};
  int which = 0, of = 0;
  const char* end = text.data() + text.size();
  const auto [slash, failure] = std::from_chars(text.data(), end, which);
  const bool first = failure == std::errc() && slash != end && *slash == '/';
  const auto [stop, other] = first ? std::from_chars(slash + 1, end, of) : std::from_chars(end, end, of);
  if (!first || other != std::errc() || stop != end || which < 1 || of < which)
    throw Error("--shard", "expected i/n with i from 1 to n, as in 2/4, got \"{}\"", text);
  return {which - 1, of};
}

std::shared_ptr<const SearchSnapshot> follow_search(SearchRunner& runner, int64_t mine) {
  ProgressBar bar;
  const auto began = std::chrono::steady_clock::now();
  while (true) {
    const auto now = runner.latest();
    if (interrupted()) runner.stop();
    if (now->done) {
      bar.finish();
      return now;
    }
    const auto best = best_trials(runner.search(), *now, 1);
    const FigureRow& metric = metric_of(runner.search());
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    bar.show(now->ended, mine, took.count(),
             fmt::format("{} of {} trials{}", now->ended, mine,
                         best.empty() ? ""
                                      : fmt::format(" · best {:.4f}, trial {}",
                                                    now->trials[static_cast<size_t>(best[0])]->figures.*(metric.value),
                                                    best[0])));
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
}

// `ranks`: null where one process makes all trials.
int run_search(const SearchOptions& options, Communicator* ranks) {
  std::vector<Issue> notes;
  Search search = search_of(options, notes);
  const Shard shard = read_shard(options.shard);
  if (options.resume && options.journal.empty())
    throw Error("--resume", "goes on with a journal; name it by --journal");
  check(search, options.experiment.data_directory);
  if (shard.which >= trials(search))
    throw Error("--shard", "of {} trials the part {}/{} has none; make at most {} parts", trials(search),
                shard.which + 1, shard.of, trials(search));
  if (const auto note = settle(search, options.experiment.data_directory)) notes.push_back(*note);
  SearchRunner::Options how{.jobs = options.jobs,
                            .ranks = ranks,
                            .data_directory = options.experiment.data_directory,
                            .journal = options.journal,
                            .resume = options.resume,
                            .shard = shard.which,
                            .shards = shard.of};
  if (ranks && ranks->rank() != 0) {
    make_trials(*ranks, search, how);
    return success;
  }
  check_outputs({{"--journal", options.journal}},
                {{"the experiment", options.experiment.source},
                 {"data.path", data_file(search.base.data, options.experiment.data_directory)}});
  SearchRunner runner(search, std::move(how));
  const auto first = runner.latest();
  notes.insert(notes.end(), first->notes.begin(), first->notes.end());
  for (const Issue& note : notes) fmt::print(stderr, "saddle: note: {}\n", note.text());
  const int64_t mine = (trials(search) - shard.which + shard.of - 1) / shard.of;
  const auto end = follow_search(runner, mine);
  if (end->issue) throw Error(*end->issue);
  const auto failed = [](const auto& trial) { return trial->state == Trial::State::failed; };
  const auto failures = std::ranges::count_if(end->trials, failed);
  if (failures > 0 && failures == mine) throw Error(*(*std::ranges::find_if(end->trials, failed))->why);
  print_search(search, *end, shard.which, shard.of, options.json);
  std::fflush(stdout);
  for (const auto& trial : end->trials) {
    if (failed(trial)) fmt::print(stderr, "saddle: trial {} failed twice: {}\n", trial->index, trial->why->text());
  }
  const auto open =
      std::ranges::count_if(end->trials, [&](const auto& trial) { return shard.has(*trial) && !trial->ended(); });
  if (open > 0)
    fmt::print(stderr, "saddle: stopped with {} of {} trials to go{}\n", open, mine,
               options.journal.empty() ? "" : "; --resume goes on");
  if (open > 0 || failures > 0) return failure;
  if (!best_trials(search, *end, 1).empty()) return success;
  const auto diverged =
      std::ranges::count_if(end->trials, [&](const auto& trial) { return shard.has(*trial) && trial->diverged; });
  if (diverged > 0)
    fmt::print(stderr, "saddle: no trial has come to a number: {} of {} diverged; search smaller learning rates\n",
               diverged, mine);
  return failure;
}

}  // namespace

Subcommand search() {
  return {"search", help,
          [](CLI::App& app) {
            auto options = std::make_shared<SearchOptions>();
            options->experiment.add_many_to(app);
            app.add_option("--range", options->ranges,
                           "Where to look, as in optimizer.learning_rate=1e-6..1e-2:log; a list of values, a,b,c; or "
                           "so many values evenly spaced, LOW..HIGH:log:5. Any number of them")
                ->type_name("path=LOW..HIGH[:log]")
                ->take_all();
            app.add_option("--trials", options->trials,
                           "How many are drawn at random (default, where all ranges are lists: every combination)")
                ->check(whole_from(1, 100'000));
            app.add_option("--seed", options->seed,
                           "Of the numbers that are drawn: a trial depends on this and its index alone")
                ->check(whole_from(0, 2'147'483'647))
                ->capture_default_str();
            app.add_flag("--unpaired", options->unpaired,
                         "Gives every trial a training seed of its own, as the book does; otherwise all begin with the "
                         "same weights and see the same batches");
            app.add_flag("--early-stop", options->early_stop,
                         "Successive halving: after 1/27, 1/9 and 1/3 of the steps the better third goes on");
            app.add_option("--steps", options->steps, "Stops each trial after this many steps, whatever the epochs")
                ->check(whole_from(1, 2'000'000'000));
            app.add_option("--metric", options->metric,
                           "By what trials are compared: validation_accuracy (the default), validation_loss, "
                           "train_accuracy or train_loss")
                ->type_name("NAME");
            app.add_option("--jobs", options->jobs,
                           "Trials at a time, each on one core; 0: one per core. Under mpirun, of each process; 0: one")
                ->check(whole_from(0, 256));
            app.add_option("--journal", options->journal,
                           "Writes a line for each trial drawn, started, finished or failed, on the disk at once: "
                           "whatever is killed, --resume loses only what was running")
                ->type_name("FILE.jsonl")
                ->check(filled());
            app.add_flag("--resume", options->resume, "Goes on with the journal, if it is there");
            app.add_option("--shard", options->shard,
                           "Makes the i-th of n parts of the trials, with a journal of its own; the journals of all "
                           "parts, one after the other in one file, are one journal")
                ->type_name("i/n");
            app.add_flag("--json", options->json,
                         "Prints the result as one JSON object: trials (index, settings, state, steps, diverged, "
                         "train_loss, train_accuracy, validation_loss, validation_accuracy) and best (up to 20 "
                         "indices)");
            return std::function<int()>(
                [options] { return run_as_rank([&](Communicator* ranks) { return run_search(*options, ranks); }); });
          },
          true, true};
}

}  // namespace saddle::cli
