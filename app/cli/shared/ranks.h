#pragma once

#include <functional>

#include "saddle/communicator.h"

namespace saddle::cli {

// Runs the action of a subcommand as one of the processes that mpirun has started; where it was started alone, with
// null. Rank 0 alone prints what is thrown, once, and has the exit status; whatever rank fails, all end.
int run_as_rank(const std::function<int(Communicator* ranks)>& action);

// For what is not shared by processes: true on rank 0 and where there is one process alone. The others leave it to
// rank 0, which throws Error: `name` is no subcommand for mpirun.
bool refuse_ranks(std::string_view name);

}  // namespace saddle::cli
