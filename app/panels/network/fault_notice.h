#pragma once

#include <string>

#include "model/frame.h"

namespace saddle::app {

// Whether a file of the data is at fault rather than a setting: its sentence begins with the file's name, and stands
// beside the data.
bool about_data_file(const Experiment& experiment, const Issue& issue);

// Says what is wrong, in the user's language, with a button for each mend. Returns true if one was pressed, which has
// changed the draft.
bool fault_notice(Frame& frame, const std::string& name, const Fault& fault);

}  // namespace saddle::app
