#include "faults/shared/settings.h"

#include <algorithm>

#include "saddle/catalog.h"
#include "saddle/traits.h"

namespace saddle::faults {

bool has_layer(const Experiment& experiment, std::string_view type) {
  return std::ranges::any_of(experiment.network, [&](const Node& node) { return node.type == type; });
}

bool rectifies(const Experiment& experiment) {
  return std::ranges::any_of(experiment.network,
                             [](const Node& node) { return catalog::layer_traits(node.type).rectifies; });
}

bool normalizes_batch(const Experiment& experiment) {
  return std::ranges::any_of(experiment.network,
                             [](const Node& node) { return catalog::layer_traits(node.type).normalizes_batch; });
}

void set_inits(Experiment& experiment, const Value& init) {
  for (Node& node : experiment.network) {
    const Entry* type = catalog::find(catalog::layers(), node.type);
    const Property* row = type ? find(type->properties, "init") : nullptr;
    if (row) set(node.properties, *row, init);
  }
}

void multiply_rate(Experiment& experiment, double factor) {
  const Table& table = catalog::get(catalog::optimizers(), experiment.optimizer.type, "optimizer").properties;
  const Property& row = *find(table, "learning_rate");
  const double rate = factor * number_of(value_of(experiment.optimizer.properties, row));
  set(experiment.optimizer.properties, row, std::clamp(rate, row.min, row.max));
}

}  // namespace saddle::faults
