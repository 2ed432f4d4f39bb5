#include "model/variations.h"

#include <algorithm>

#include "model/initialization.h"
#include "saddle/network_edit.h"
#include "saddle/traits.h"

namespace saddle::app {
namespace {

std::string ending(std::string_view words) { return ", " + std::string(words); }

}  // namespace

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

Experiment without_shortcuts(Experiment experiment) {
  edit::remove_skips(experiment.network);
  experiment.name += ending(no_shortcuts);
  return experiment;
}

Experiment without_batch_norm(Experiment experiment) {
  std::vector<NodeIndex> norms;
  for (size_t node = 0; node < experiment.network.size(); ++node) {
    if (catalog::layer_traits(experiment.network[node].type).normalizes_batch) norms.push_back(NodeIndex(node));
  }
  edit::remove(experiment.network, norms);
  experiment.name += ending(no_batch_norm);
  return experiment;
}

std::string_view original_name(std::string_view name) {
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view words : {no_shortcuts, no_batch_norm}) {
      if (!name.ends_with(ending(words))) continue;
      name.remove_suffix(ending(words).size());
      again = true;
    }
  }
  return name;
}

}  // namespace saddle::app
