#pragma once

#include <string>

#include "model/frame.h"

namespace saddle::app {

// What is wrong, in the user's language, with a button for each mend; a pressed one has changed the draft.
bool fault_notice(Frame& frame, const std::string& name, const Fault& fault);

}  // namespace saddle::app
