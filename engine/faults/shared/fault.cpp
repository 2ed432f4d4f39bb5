#include "saddle/fault.h"

#include <algorithm>

#include "model/fault_type.h"
#include "saddle/error.h"

namespace saddle {

const std::vector<Fault>& catalog::faults() {
  static const std::vector<Fault> rows = [] {
    std::vector<Fault> about;
    for (const FaultType& type : saddle::faults::all()) about.push_back(type.about);
    return about;
  }();
  return rows;
}

const Fault& fault_named(std::string_view name, const std::string& where) {
  const auto found = std::ranges::find(catalog::faults(), name, &Fault::name);
  if (found != catalog::faults().end()) return *found;
  std::string names;
  for (const Fault& fault : catalog::faults()) names += (names.empty() ? "" : ", ") + std::string(fault.name);
  throw Error(where, "there is no fault \"{}\"; there are {}", name, names);
}

const FaultType* fault_of(const Experiment& experiment) {
  if (experiment.fault.empty()) return nullptr;
  const Fault& fault = fault_named(experiment.fault, "fault");
  return &faults::all()[static_cast<size_t>(&fault - catalog::faults().data())];
}

bool fits(const Fault& fault, const Experiment& experiment) {
  return faults::all()[static_cast<size_t>(&fault - catalog::faults().data())].fits(experiment);
}

Experiment with_fault(const Experiment& experiment) {
  Experiment built = experiment;
  const FaultType* fault = fault_of(experiment);
  if (fault && fault->apply) fault->apply(built);
  return built;
}

}  // namespace saddle
