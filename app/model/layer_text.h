#pragma once

#include <string>

#include "saddle/catalog.h"
#include "saddle/experiment.h"
#include "saddle/plan.h"

namespace saddle::app {

// The one property that says most of a layer: "16 @ 3×3", "100", "2×2".
std::string gist(const Node& node, const Entry& entry);
// "433,890"
std::string grouped(int64_t number);
// "1.73 M", "312 k": three figures.
std::string brief(double number);
// "1.2 MB" of bytes
std::string memory_text(double bytes);
// "(16, 24, 24) · 416": a layer's shape and parameters.
std::string shape_text(const Plan::Step& step);

}  // namespace saddle::app
