#pragma once

#include <optional>
#include <span>

#include "saddle/snapshot.h"

namespace saddle::app {

// When what is shown was measured.
struct ReadingAge {
  int64_t step = 0, behind = 0;  // the step, and how many have been made since, up to the one that is looked at
  bool stale = false;            // training has gone on for more than two seconds since
  bool past = false;             // the past is looked at, and this is of it
};

ReadingAge age_of(const Reading& reading, const RunSnapshot& now);
// Of the oldest of several; none where none has arrived.
std::optional<ReadingAge> age_of(std::span<const Reading* const> readings, const RunSnapshot& now);

}  // namespace saddle::app
