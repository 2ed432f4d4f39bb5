#pragma once

#include <string_view>
#include <vector>

#include "saddle/catalog.h"

namespace saddle::catalog {

// The row whose name is spelled most like it, where one is near; or null.
const Entry* nearest(const std::vector<Entry>& entries, std::string_view name);

}  // namespace saddle::catalog
