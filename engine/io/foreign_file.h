#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "saddle/error.h"

namespace saddle {

// What a file is that is no experiment, by its first bytes, and what is to be done with it; empty for text, and for
// what nobody knows. `where`: its name.
std::optional<Issue> foreign_file(const std::string& where, std::string_view bytes);

}  // namespace saddle
