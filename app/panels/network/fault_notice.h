#pragma once

#include <string>

#include "model/frame.h"

namespace saddle::app {

// Says what is wrong, in the user's language, with a button for each mend. Returns true if one was pressed, which has
// changed the draft.
bool fault_notice(Frame& frame, const std::string& name, const Fault& fault);

}  // namespace saddle::app
