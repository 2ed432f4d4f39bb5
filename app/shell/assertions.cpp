#include "shell/assertions.h"

#include <cstdio>
#include <cstdlib>
#include <string>

namespace saddle::app {
namespace {

thread_local int throwing = 0;

}  // namespace

AssertionsThrow::AssertionsThrow() { ++throwing; }
AssertionsThrow::~AssertionsThrow() { --throwing; }

}  // namespace saddle::app

// In place of the C library's, for all that is linked into the program. <cassert> declares it as throwing nothing, so
// it is not included here. Where the caller has destructors to run, a throw ends the program as the assertion would
// have.
extern "C" [[noreturn]] void __assert_fail(const char* assertion, const char* file, unsigned int line,
                                           const char* function) {
  if (saddle::app::throwing > 0)
    throw saddle::app::BrokenAssertion(std::string(assertion) + " (" + file + ":" + std::to_string(line) + ")");
  std::fprintf(stderr, "%s:%u: %s: Assertion `%s' failed.\n", file, line, function ? function : "?", assertion);
  std::abort();
}
