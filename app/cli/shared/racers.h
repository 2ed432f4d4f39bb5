#pragma once

#include <string>

#include "saddle/function.h"
#include "saddle/race.h"

namespace saddle::cli {

// "-7,2", or "5" for a function of one variable; where there is nothing, the function's own. Throws Error.
Point read_start(const std::string& text, const Function& function, const std::string& where);

// "momentum:learning_rate=0.1,momentum=0.9", checked. Throws Error.
Racer read_racer(const std::string& text, const std::string& where);

}  // namespace saddle::cli
