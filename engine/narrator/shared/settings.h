#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "saddle/event.h"
#include "saddle/experiment.h"

// What rules read off the experiment, and propose for it.
namespace saddle::narrator {

struct Rate {
  double now = 0, usual = 0;  // usual: the optimizer's default
  std::string text() const;
  bool large() const { return now > 3 * usual; }
};
Rate rate_of(const Experiment& experiment);

// Returns the number that a property of the optimizer has, or none where it has no such property.
std::optional<double> optimizer_number(const Experiment& experiment, std::string_view name);

// Three digits: 0.0123, 12.3, 4567.
std::string rounded(double value);
std::string percent(double share);

// Adds the change to a smaller rate, and its label.
void offer_rate(Event& event, double rate);
void offer_smaller_rate(Event& event, const Rate& rate);
// Adds the change to another initialization of all layers that have one and `wanted` it; nothing where none does.
template <class Wanted>
void offer_init(Event& event, const Experiment& experiment, const std::string& init, const Wanted& wanted);

// The value of `init` of a node, or none where it has none.
std::optional<Value> init_of(const Node& node);
// Whether it is zero, by name or as a number.
bool is_zero(const Value& init);
std::string init_path(size_t node);

template <class Wanted>
void offer_init(Event& event, const Experiment& experiment, const std::string& init, const Wanted& wanted) {
  for (size_t i = 0; i < experiment.network.size(); ++i) {
    const auto value = init_of(experiment.network[i]);
    if (value && wanted(*value)) event.changes.push_back({init_path(i), init});
  }
  if (!event.changes.empty()) event.offer = make_issue("", "Begin with {}", init);
}

}  // namespace saddle::narrator
