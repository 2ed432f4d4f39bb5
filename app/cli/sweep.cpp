#include <algorithm>
#include <chrono>
#include <functional>
#include <memory>
#include <thread>

#include <fmt/format.h>

#include "cli/shared/experiment_options.h"
#include "cli/shared/interrupts.h"
#include "cli/shared/numbers.h"
#include "cli/shared/outputs.h"
#include "cli/shared/progress_bar.h"
#include "cli/shared/row_log.h"
#include "cli/subcommand.h"
#include "cli/sweep/picture.h"
#include "cli/sweep/report.h"
#include "saddle/study_runner.h"

namespace saddle::cli {
namespace {

struct SweepOptions {
  ExperimentOptions experiment;
  std::vector<std::string> axes;
  int seeds = 0;  // as in the file, unless given
  int64_t steps = 0;
  std::string metric, log, picture;
  int jobs = 0;
  bool unpaired = false, json = false;
};

Study study_of(const SweepOptions& options, std::vector<Issue>& notes) {
  auto [study, note] = options.experiment.chosen_study();
  if (note) notes.push_back(*note);
  std::vector<Axis> axes;
  for (const std::string& text : options.axes) {
    axes.push_back(parse_axis(text, "--vary"));
    std::erase_if(study.axes, [&](const Axis& of_file) { return of_file.path == axes.back().path; });
  }
  study.axes.insert(study.axes.end(), axes.begin(), axes.end());
  if (options.seeds > 0) study.seeds = options.seeds;
  if (options.steps > 0) study.steps = options.steps;
  if (options.unpaired) study.paired = false;
  if (!options.metric.empty()) study.metric = options.metric;
  if (study.axes.empty() && study.seeds == 1)
    throw Error("--vary", "nothing varies; name a path and its values, as in optimizer.type=sgd,adam, or --seeds");
  return study;
}

std::string count_text(const StudySnapshot& now) {
  const auto diverged =
      std::ranges::count_if(now.runs, [](const auto& run) { return run->state == StudyRun::State::diverged; });
  return fmt::format("{} of {} runs{}", now.ended, now.runs.size(),
                     diverged > 0 ? fmt::format(", {} diverged", diverged) : "");
}

// In thousandths of a run.
int64_t progress_of(const StudySnapshot& now) {
  int64_t done = 0;
  for (const auto& run : now.runs)
    done += run->ended()                            ? 1000
            : run->now && run->now->total_steps > 0 ? 1000 * run->now->steps / run->now->total_steps
                                                    : 0;
  return done;
}

// Rows are written in the order of the runs, each as soon as those before it are.
class OrderedRows {
 public:
  OrderedRows(RowLog& log, const Study& study) : log_(log), study_(study) {}
  void write(const StudySnapshot& now) {
    while (next_ < now.runs.size() && now.runs[next_]->ended()) put(*now.runs[next_++]);
  }
  // Also those that wait for one that was stopped.
  void finish(const StudySnapshot& end) {
    for (; next_ < end.runs.size(); ++next_) {
      if (end.runs[next_]->ended()) put(*end.runs[next_]);
    }
  }

 private:
  void put(const StudyRun& run) {
    if (log_.wanted()) log_.write(row_with_curves(study_, run).dump());
  }
  RowLog& log_;
  const Study& study_;
  size_t next_ = 0;
};

std::shared_ptr<const StudySnapshot> follow_study(StudyRunner& runner, RowLog& log) {
  ProgressBar bar;
  OrderedRows rows(log, runner.study());
  const auto began = std::chrono::steady_clock::now();
  while (true) {
    const auto now = runner.latest();
    rows.write(*now);
    if (interrupted()) runner.stop();
    if (now->done) {
      bar.finish();
      rows.finish(*now);
      return now;
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    bar.show(progress_of(*now), 1000 * std::ssize(now->runs), took.count(), count_text(*now));
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
}

// What the runs read, and no output may replace.
std::vector<NamedFile> inputs_of(const SweepOptions& options, const Study& study) {
  std::vector<NamedFile> files{{"the experiment", options.experiment.source}};
  for (int64_t combination = 0; combination < combinations(study); ++combination) {
    const Experiment experiment = expand(study, combination * study.seeds);
    auto file = data_file(experiment.data, options.experiment.data_directory);
    if (files.back().file != file) files.push_back({"data.path", std::move(file)});
  }
  return files;
}

int sweep(const SweepOptions& options) {
  std::vector<Issue> notes;
  const Study study = study_of(options, notes);
  check(study, options.experiment.data_directory);
  check_outputs({{"--log", options.log}, {"--picture", options.picture}}, inputs_of(options, study));
  check_picture_format("--picture", options.picture, {".png", ".svg"});
  RowLog log(options.log);
  StudyRunner runner(study, {.jobs = options.jobs, .data_directory = options.experiment.data_directory});
  const auto end = follow_study(runner, log);
  if (end->issue) throw Error(*end->issue);
  const auto failed = [](const auto& run) { return run->state == StudyRun::State::failed; };
  const auto failures = std::ranges::count_if(end->runs, failed);
  if (failures == std::ssize(end->runs)) throw Error(*end->runs.front()->now->issue);
  if (!options.json) {
    for (const Issue& note : notes) fmt::print("note   {}\n", note.text());
  }
  print_study(study, *end, options.json);
  if (!options.picture.empty()) {
    draw_study(study, *end, options.picture);
    if (!options.json) fmt::print("drew   {}\n", options.picture);
  }
  std::fflush(stdout);
  for (const auto& run : end->runs) {
    if (failed(run))
      fmt::print(stderr, "saddle: run {} ({}): {}\n", run->index, settings_text(study, run->index / study.seeds),
                 run->now->issue->text());
  }
  if (interrupted()) fmt::print(stderr, "saddle: stopped after {} of {} runs\n", end->ended, end->runs.size());
  return failures > 0 || end->ended < std::ssize(end->runs) ? failure : success;
}

}  // namespace

Subcommand sweep() {
  return {"sweep", "Trains every combination of some settings, over several seeds, and compares.",
          [](CLI::App& app) {
            auto options = std::make_shared<SweepOptions>();
            options->experiment.add_many_to(app);
            app.add_option("--vary", options->axes,
                           "What varies, as in optimizer.type=sgd,momentum,adam. optimizer=sgd:learning_rate=0.1,adam: "
                           "with settings of its own; network.*.init: of every layer that has it; "
                           "network.batch_norm=off,on: taken out, or put in behind every dense layer and convolution. "
                           "Any number of them: every combination is trained")
                ->type_name("path=a,b,c")
                ->take_all();
            app.add_option("--seeds", options->seeds, "Runs of each combination, with one seed after the other")
                ->check(whole_from(1, 10'000));
            app.add_option("--seed", options->experiment.seed, "The first of the seeds")
                ->check(whole_from(0, 2'147'483'647));
            app.add_flag("--unpaired", options->unpaired,
                         "Gives every run a seed of its own, as the book does. Otherwise the runs of a seed share "
                         "their batches and, wherever shapes agree, their first weights");
            app.add_option("--steps", options->steps, "Stops each run after this many steps, whatever the epochs")
                ->check(whole_from(1, 2'000'000'000));
            app.add_option("--jobs", options->jobs, "Runs at a time, each on one core; 0: one per core")
                ->check(whole_from(0, 256));
            app.add_option("--metric", options->metric,
                           "What the table compares and the picture draws: train_, validation_ or test_loss, or "
                           "…_accuracy (default: test_accuracy)")
                ->type_name("NAME");
            app.add_option("--log", options->log, "Writes a row for each run that ends, with its curves")
                ->type_name("FILE.jsonl")
                ->check(filled());
            app.add_option("--picture", options->picture,
                           "Draws the curves, on white: of each combination the median and, as a band, from the least "
                           "to the greatest; a figure for each value but of what varies last")
                ->type_name("FILE.png")
                ->check(filled());
            app.add_flag("--json", options->json,
                         "Prints the result as one JSON object: runs (index, settings, seed, steps, train_loss, "
                         "train_accuracy, test_loss, test_accuracy, diverged) and summary (settings, runs, diverged, "
                         "and the median, least and greatest of each figure)");
            return std::function<int()>([options] { return sweep(*options); });
          },
          true};
}

}  // namespace saddle::cli
