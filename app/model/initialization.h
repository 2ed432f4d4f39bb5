#pragma once

#include <optional>
#include <string>

#include "saddle/experiment.h"

namespace saddle::app {

// How the weights of all layers begin, as a file would write it: "he", "0.01". Empty: no layer has weights to draw;
// nullopt: they differ.
std::optional<std::string> common_init(const Experiment& experiment);

// Sets it for every layer that draws weights: the name of an initializer, or a standard deviation.
void set_init(Experiment& experiment, const std::string& init);

}  // namespace saddle::app
