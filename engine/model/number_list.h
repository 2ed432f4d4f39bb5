#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace saddle {

// The numbers of a text, separated by commas or blanks. Throws Error, at `key`, for anything else.
std::vector<double> numbers_in(std::string_view text, const std::string& key);

}  // namespace saddle
