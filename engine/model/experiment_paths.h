#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "saddle/experiment.h"

namespace saddle {

// As value_at() (saddle/query.h), but none where there is no such path.
std::optional<Value> find_value(const Experiment& experiment, std::string_view path);

// Every path that find_value() knows.
std::vector<std::string> paths_of(const Experiment& experiment);

}  // namespace saddle
