#include "narrator/shared/rule.h"
#include "narrator/shared/settings.h"
#include "saddle/catalog.h"

// Inputs in the hundreds: the first layer's outputs are as large, and so is its gradient.
namespace saddle::narrator {
namespace {

std::optional<Event> look_at_large_inputs(const Look& look) {
  constexpr double large = 10;
  if (!look.measured_now || look.measured.size() > 1 || look.facts.input_size < large || look.level() <= 0) return {};
  Event event{.sentence = make_issue("", "the inputs are about {} in size; scaled to about 1, it learns more easily",
                                     rounded(look.facts.input_size)),
              .panel = "data",
              .lesson = {}};
  const Entry* data = catalog::find(catalog::datasets(), look.experiment.data.type);
  const Property* row = data ? find(data->properties, "normalize") : nullptr;
  if (!row || value_of(look.experiment.data.properties, *row) != Value(std::string("none"))) return event;
  event.changes = {{"data.normalize", std::string("standardize")}};
  event.offer = make_issue("", "Normalize the inputs");
  return event;
}

}  // namespace

NarratorRule large_inputs() { return {.name = "large_inputs", .look = look_at_large_inputs}; }

}  // namespace saddle::narrator
