#pragma once

#include <string>
#include <vector>

#include "model/frame.h"

namespace saddle::app {

// Names of the nodes that are convolutions.
std::vector<std::string> convolutions(const std::vector<Node>& network);

// The layer that all panels speak of where it is one of `layers`, otherwise the first; empty where there is none.
std::string chosen(const Frame& frame, const std::vector<std::string>& layers);
// A list to choose it from.
void choose_layer(Frame& frame, std::string_view name, const std::vector<std::string>& layers, float width);

}  // namespace saddle::app
