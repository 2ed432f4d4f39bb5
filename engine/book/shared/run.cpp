#include "book/shared/run.h"

#include <cmath>

#include "saddle/experiment_file.h"

namespace saddle {

Experiment BookRun::preset(const std::string& name) const { return preset_or_file(name, options_.presets); }

std::shared_ptr<const Dataset> BookRun::data(const Experiment& experiment) {
  if (!loaded_.second || loaded_.first != experiment.data)
    loaded_ = {experiment.data, load_dataset(experiment.data, options_.data_directory)};
  return loaded_.second;
}

BookFigure& BookRun::figure(BookFigure figure) { return figures_.emplace_back(std::move(figure)); }

void BookRun::done(double share) const {
  if (!options_.go_on(share)) throw BookStopped{};
}

void BookRun::each_seed(const Experiment& experiment, int64_t steps, const std::function<void(Trainer&, double)>& see) {
  const auto dataset = data(experiment);
  const double all = static_cast<double>(expected_) * seeds() * static_cast<double>(steps);
  for (int seed = 1; seed <= seeds(); ++seed, ++trained_) {
    Experiment seeded = experiment;
    assign(seeded, "training.seed", seed);
    Trainer trainer(seeded, dataset);
    see(trainer, std::nan(""));
    for (int64_t step = 0; step < steps; ++step) {
      done(static_cast<double>(trained_ * steps + step) / all);
      const double loss = trainer.step();
      see(trainer, loss);
      if (!std::isfinite(loss)) break;
    }
  }
}

double accuracy_on(Trainer& trainer, Dataset::Part part) { return trainer.evaluate(part).accuracy; }

}  // namespace saddle
