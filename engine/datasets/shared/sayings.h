#pragma once

#include <string>
#include <vector>

#include "saddle/dataset.h"

namespace saddle {

// "a, b, c", and of more than a few names the first with a "…" behind them.
std::string listed(const std::vector<std::string>& names);

// A note where inputs are far from the size that networks begin with, and nothing brings them there.
void note_large_inputs(Dataset& dataset, const std::string& normalize);

}  // namespace saddle
