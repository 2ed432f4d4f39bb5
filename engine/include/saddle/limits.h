#pragma once

#include <cstddef>

namespace saddle {

// Layers of one network. Planning and drawing look at pairs of them, and the largest published nets have some hundreds.
constexpr size_t most_layers = 4096;
// Bytes of a layer's name, which becomes part of the names of arrays in a model file.
constexpr size_t longest_layer_name = 200;

// Runs of one study, and trials of one search: whoever asks for more has mistaken a number.
constexpr int most_runs = 100'000;

}  // namespace saddle
