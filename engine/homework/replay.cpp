#include "homework/replay.h"

#include <chrono>
#include <cmath>

#include <fmt/format.h>

#include "core/kernels/table.h"
#include "core/memory.h"
#include "saddle/catalog.h"
#include "saddle/experiment_file.h"
#include "saddle/model.h"
#include "saddle/plan.h"
#include "saddle/trainer.h"

namespace saddle {
namespace {

// What a run may need, so that one file cannot stop the others: four numbers a parameter (with its gradient and what an
// optimizer keeps), two a value of a layer of the whole batch, and the multiply-adds of a step, of which this processor
// makes some 10^10 a second or more.
constexpr double most_bytes = 4e9, most_step_work = 1e13;

void check_size(const Experiment& experiment, const std::filesystem::path& directory) {
  if (const auto issues = check(experiment, directory); !issues.empty()) throw Error(issues.front());
  const auto sample = catalog::sample_info(experiment.data, directory);
  if (sample.issue) throw Error(*sample.issue);
  const Plan planned = plan(experiment.network, sample.shape);
  const auto training = read<TrainingOptions>(experiment.training, "training");
  const double batch = training.batch_size;
  double values = 0, work = 0;
  for (const Plan::Step& step : planned.steps) {
    values += static_cast<double>(step.shape.size());
    work += static_cast<double>(step.macs);
  }
  const double bytes =
      4 * sizeof(float) * static_cast<double>(planned.parameters()) + 2 * sizeof(float) * batch * values;
  if (bytes > most_bytes)
    throw Error("network", "needs some {} of memory; a run that is graded may have {}",
                bytes_text(static_cast<size_t>(bytes)), bytes_text(static_cast<size_t>(most_bytes)));
  if (3 * batch * work > most_step_work)
    throw Error("network", "needs {} multiply-adds a step; a run that is graded may have {}",
                fmt::format("{:.1e}", 3 * batch * work), fmt::format("{:.0e}", most_step_work));
}

}  // namespace

std::shared_ptr<const Dataset> Replayer::data(const Choice& choice) {
  if (!loaded_.second || loaded_.first != choice) loaded_ = {choice, load_dataset(choice, options_.data_directory)};
  return loaded_.second;
}

int64_t Replayer::test_samples(const Experiment& experiment) { return data(experiment.data)->test.count; }

RunFigures Replayer::train(const Experiment& experiment, int64_t steps, const std::function<bool(double)>& go_on) {
  using Clock = std::chrono::steady_clock;
  const auto began = Clock::now();
  Trainer trainer(experiment, data(experiment.data));
  RunFigures figures{.parameters = trainer.plan().parameters(), .steps = steps};
  double loss = RunFigures::none;
  for (int64_t step = 0; step < steps; ++step) {
    if (!go_on(static_cast<double>(step) / static_cast<double>(steps))) throw GradingStopped{};
    if (std::chrono::duration<double>(Clock::now() - began).count() > options_.seconds)
      throw Error("", "its run is at step {} of {} after {} seconds; allow more with --seconds", step, steps,
                  options_.seconds);
    loss = trainer.step();
    if (!std::isfinite(loss)) return figures;
  }
  if (steps == 0) return figures;
  return figures_of(trainer.model(), trainer.dataset(), steps, loss);
}

RunFigures Replayer::replay(const Experiment& experiment, int64_t steps, size_t level,
                            const std::function<bool(double)>& go_on) {
  Experiment plain = experiment;
  plain.name = "run";
  plain.chapter = plain.about = {};
  plain.reference = {};
  plain.training.erase("threads");
  const std::string key = fmt::format("{} {} {}", level, steps, to_json(plain));
  if (const auto found = made_.find(key); found != made_.end()) return found->second;
  check_size(plain, options_.data_directory);
  const ForcedLevel forced(static_cast<int>(level));
  return made_.emplace(key, train(plain, steps, go_on)).first->second;
}

}  // namespace saddle
