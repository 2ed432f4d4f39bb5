#pragma once

#include <string>

namespace saddle {

// An experiment's name stands in tables, in titles and in the names of files. Throws Error at `where` if it has a
// control character.
void check_name(const std::string& name, const std::string& where);

}  // namespace saddle
