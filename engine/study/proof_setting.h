#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "saddle/dataset.h"
#include "saddle/experiment.h"

// Small networks and data on which prove() compares.
namespace saddle {

struct ProofSetting {
  Experiment experiment;
  std::shared_ptr<const Dataset> dataset;
};

Node plain_node(std::string type, Properties properties = {});
// A small network with the layer in it, the first of several that can be built; none: no such could.
std::optional<ProofSetting> setting_of(const Node& layer);
// A small network that learns by that loss.
std::optional<ProofSetting> setting_of(const Choice& loss);
// The losses of some steps, and what the network says then. Empty where it cannot be built.
std::vector<double> computed_by(const ProofSetting& setting, int steps = 3);
// The largest relative difference; 1 where they are not as many, 0 where there is nothing to compare.
double change(const std::vector<double>& a, const std::vector<double>& b);

}  // namespace saddle
