#pragma once

#include <optional>
#include <string>
#include <vector>

#include "homework/replay.h"

namespace saddle {

// The run made again, and what of it is not as claimed.
struct Likeness {
  RunFigures replayed;
  bool exact = false;                       // by the same kernels and compiler: the same bits are expected
  std::optional<std::string> difference{};  // a sentence; none: it is the run that is claimed
};
Likeness compare_run(const AnswerSheet& sheet, Replayer& replayer, const std::function<bool(double)>& go_on);

}  // namespace saddle
