#include <cstdint>
#include <string_view>

#include "lessons/lesson.h"
#include "saddle/error.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  try {
    const saddle::app::Lesson lesson =
        saddle::app::parse_lesson({reinterpret_cast<const char*>(data), size}, "some-lesson.md");
    if (lesson.steps.empty() || lesson.claims.empty() || lesson.title.korean.empty()) __builtin_trap();
  } catch (const saddle::Error& error) {
    if (!error.issue().where.starts_with("some-lesson.md")) __builtin_trap();
  }
  return 0;
}
