#pragma once

#include <optional>

#include "shell/lab_set.h"
#include "shell/settings.h"

namespace saddle::app {

// The bar on top: the labs, the controls of the one that is open, files, and how everything looks. Returns what was
// pressed there, apart from the lab's own controls.
std::optional<Pressed> draw_bar(Frame& frame, const LabSet& labs, const Settings& settings);

}  // namespace saddle::app
