#pragma once

#include <stdexcept>

namespace saddle::app {

// An assertion that failed where assertions are exceptions.
class BrokenAssertion : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

// While one lives on a thread, an assertion that fails there throws BrokenAssertion instead of ending the program. Dear
// ImGui comes from Debian with its assertions on, in a release build too.
class AssertionsThrow {
 public:
  AssertionsThrow();
  ~AssertionsThrow();
  AssertionsThrow(const AssertionsThrow&) = delete;
  AssertionsThrow& operator=(const AssertionsThrow&) = delete;
};

}  // namespace saddle::app
