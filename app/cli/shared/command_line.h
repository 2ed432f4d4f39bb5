#pragma once

namespace saddle::cli {

// Reads the arguments and does what they say; without a subcommand, opens the window. Returns the exit status; throws
// Error for bad input.
int run(int argc, char** argv);

}  // namespace saddle::cli
