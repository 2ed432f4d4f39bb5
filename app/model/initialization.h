#pragma once

#include <optional>
#include <string>

#include "saddle/experiment.h"

namespace saddle::app {

// Stands for weights that the experiment itself lists.
inline constexpr const char* by_hand = "by hand";

// Returns the initialization of all layers as a file would write it: "he", "0.01"; `by_hand` if their weights are
// given. Empty if no layer has weights to draw; nullopt if they differ.
std::optional<std::string> common_init(const Experiment& experiment);

// Sets it for every layer that draws weights: an initializer's name, or a standard deviation. Weights that were given
// are drawn from now on.
void set_init(Experiment& experiment, const std::string& init);

}  // namespace saddle::app
