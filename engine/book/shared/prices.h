#pragma once

#include <string>
#include <vector>

#include "book/shared/run.h"

namespace saddle {

struct NodeWorth {
  std::string node;
  double gradient = 0;
};
// The value of the node "price" of a graph, and the gradients with respect to the others.
void compare_price(BookRun& run, const std::string& preset, double price, const std::vector<NodeWorth>& worths);

}  // namespace saddle
