#pragma once

#include <functional>
#include <optional>

#include "saddle/error.h"

namespace saddle::app {

// The Error that the attempt throws, or nothing.
inline std::optional<Issue> fault_of(const std::function<void()>& attempt) {
  try {
    attempt();
  } catch (const Error& error) {
    return error.issue();
  }
  return {};
}

}  // namespace saddle::app
