#include "narrator/shared/settings.h"

#include <cmath>

#include "saddle/catalog.h"
#include "train/diagnose.h"

namespace saddle::narrator {

std::string Rate::text() const { return to_text(Value(now)); }

Rate rate_of(const Experiment& experiment) {
  const Table& table = catalog::get(catalog::optimizers(), experiment.optimizer.type, "optimizer").properties;
  const Property& row = *find(table, "learning_rate");
  return {number_of(value_of(experiment.optimizer.properties, row)), number_of(row.fallback)};
}

std::optional<double> optimizer_number(const Experiment& experiment, std::string_view name) {
  const Table& table = catalog::get(catalog::optimizers(), experiment.optimizer.type, "optimizer").properties;
  const Property* row = find(table, name);
  return row ? number_in(value_of(experiment.optimizer.properties, *row)) : std::nullopt;
}

std::string rounded(double value) {
  const double size = std::abs(value);
  return size >= 1e3 && size < 1e6 ? fmt::format("{:.0f}", value) : fmt::format("{:.3g}", value);
}

std::string percent(double share) { return fmt::format("{:.0f}", 100 * share); }

void offer_rate(Event& event, double rate) {
  event.changes = {{"optimizer.learning_rate", rate}};
  event.offer = make_issue("", "Use a rate of {}", to_text(Value(rate)));
}

void offer_smaller_rate(Event& event, const Rate& rate) { offer_rate(event, smaller_rate(rate.now, rate.usual)); }

std::optional<Value> init_of(const Node& node) {
  const Entry* type = catalog::find(catalog::layers(), node.type);
  const Property* row = type ? find(type->properties, "init") : nullptr;
  return row ? std::optional(value_of(node.properties, *row)) : std::nullopt;
}

bool is_zero(const Value& init) {
  const auto number = number_in(init);
  return number ? *number == 0 : init == Value(std::string("zero"));
}

std::string init_path(size_t node) { return fmt::format("network[{}].init", node); }

}  // namespace saddle::narrator
