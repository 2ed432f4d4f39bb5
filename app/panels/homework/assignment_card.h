#pragma once

#include <optional>

#include "model/frame.h"
#include "model/homework/staged_assignment.h"

namespace saddle::app {

enum class AssignmentWish { nothing, save, leave };

// The assignment beside the lab: what is asked, how far the run is from each goal, the student's name. `obstacle`: why
// it cannot be handed in now.
AssignmentWish draw_assignment_card(Frame& frame, StagedAssignment& staged, const std::optional<Issue>& obstacle);

}  // namespace saddle::app
