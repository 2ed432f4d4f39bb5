#pragma once

#include <string>
#include <vector>

namespace saddle::app {

// What tells the titles of runs apart, such as "adam 0.01" and "adam 0.1" of "LeNet-5 · adam 0.01 · he" and "LeNet-5 ·
// adam 0.1 · he". `among`: another title that stands beside them. A title that nothing tells from all others stays
// whole, and where two are the same in the end, the later ones are numbered.
std::vector<std::string> short_names(const std::vector<std::string>& titles, const std::string& among);

}  // namespace saddle::app
