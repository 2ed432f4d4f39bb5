#pragma once

#include <string>

#include "saddle/function.h"
#include "saddle/race.h"

namespace saddle::cli {

// Parses "-7,2" or, for a function of one variable, "5". Returns the start of the function if the text is empty. Throws
// Error at `where`.
Point read_start(const std::string& text, const Function& function, const std::string& where);

// Parses and checks "momentum:learning_rate=0.1,momentum=0.9". Throws Error at `where`.
Racer read_racer(const std::string& text, const std::string& where);

}  // namespace saddle::cli
