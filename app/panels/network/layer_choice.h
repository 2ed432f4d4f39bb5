#pragma once

#include <string>
#include <vector>

#include "model/frame.h"

namespace saddle::app {

// Returns the names of the convolutions.
std::vector<std::string> convolutions(const std::vector<Node>& network);

// Returns the layer in focus if it is one of `layers`, otherwise the first; empty if there are none.
std::string chosen(const Frame& frame, const std::vector<std::string>& layers);
// As wide as the longest of their names needs.
float layer_choice_width(const std::vector<std::string>& layers);
// A list to choose it from.
void choose_layer(Frame& frame, std::string_view name, const std::vector<std::string>& layers, float width);

}  // namespace saddle::app
