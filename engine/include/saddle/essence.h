#pragma once

#include <span>
#include <string_view>

#include "saddle/experiment.h"

namespace saddle {

// Returns whether both decide the same run: names, remarks and published figures do not count, nor do the rows of
// `training` that are named in `ignored`. Copies nothing.
bool same_essence(const Experiment& a, const Experiment& b, std::span<const std::string_view> ignored = {});

}  // namespace saddle
