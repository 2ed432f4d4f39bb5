#include "model/variations.h"

#include <algorithm>

#include "model/initialization.h"

namespace saddle::app {
void retype(Choice& choice, const std::string& type, const std::vector<Entry>& entries) {
  choice.type = type;
  const Table& table = catalog::get(entries, type, {}).properties;
  std::erase_if(choice.properties, [&](const auto& property) { return !find(table, property.first); });
}

Experiment with_optimizer(Experiment experiment, const std::string& type) {
  retype(experiment.optimizer, type, catalog::optimizers());
  experiment.optimizer.properties.erase("learning_rate");
  return experiment;
}

Experiment with_initialization(Experiment experiment, const Value& init) {
  set_init(experiment, to_text(init));
  return experiment;
}

std::string initialization_of(const Experiment& experiment) { return common_init(experiment).value_or("mixed"); }

}  // namespace saddle::app
