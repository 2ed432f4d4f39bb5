#pragma once

#include <exception>

#include "saddle/error.h"

namespace saddle {

// What was thrown, as a sentence for the user: at the edge of a thread whatever comes becomes one of these.
Issue issue_of(const std::exception_ptr& thrown);

}  // namespace saddle
