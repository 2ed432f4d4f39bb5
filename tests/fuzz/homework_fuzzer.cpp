// Whatever students hand in, there is an answer; and what is accepted can be written and read again.
#include <cstdlib>
#include <string>

#include "saddle/error.h"
#include "saddle/homework.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  try {
    if (saddle::looks_like_assignment(text)) {
      const saddle::Assignment assignment = saddle::parse_assignment(text);
      if (!(saddle::parse_assignment(saddle::to_json(assignment)) == assignment)) std::abort();
      if (saddle::locked_difference(assignment, assignment.experiment)) std::abort();
    }
    const saddle::AnswerSheet sheet = saddle::parse_answer(text);
    saddle::Experiment experiment = sheet.experiment;
    saddle::restore_locked(sheet.assignment, experiment);
    if (saddle::locked_difference(sheet.assignment, experiment)) std::abort();
    if (saddle::parse_answer(saddle::to_json(sheet)).answers != sheet.answers) std::abort();
  } catch (const saddle::Error&) {
    return 0;
  }
  return 0;
}
