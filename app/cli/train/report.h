#pragma once

#include <vector>

#include "saddle/error.h"
#include "saddle/snapshot.h"

namespace saddle::cli {

// Whether the run had nothing left to do.
bool was_complete(const RunSnapshot& end);

// Prints what came of a run that has ended: some lines, or with `json` one object, which also has the notes. What was
// not measured is null there. Prints no lines for a run that was complete before.
void print_report(const RunSnapshot& end, const std::vector<Issue>& notes, bool json);

}  // namespace saddle::cli
