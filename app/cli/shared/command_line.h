#pragma once

namespace saddle::cli {

// Parses the arguments and runs the subcommand or, without one, opens the window. Returns the exit status. Throws Error
// for bad input.
int run(int argc, char** argv);

}  // namespace saddle::cli
