#pragma once

#include <string_view>
#include <vector>

#include "saddle/catalog.h"

namespace saddle::catalog {

// Levenshtein's distance: how many letters to change, add or drop.
size_t distance(std::string_view a, std::string_view b);

// The row whose name is spelled most like it, where one is near; or null.
const Entry* nearest(const std::vector<Entry>& entries, std::string_view name);

}  // namespace saddle::catalog
