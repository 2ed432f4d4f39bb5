#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

namespace saddle {

// A subcommand. add() declares its options on a parser of its own and returns the action to run once they are parsed.
// The result of the action is the exit status of the program. `saves`: what asks the program to end is noted from its
// first moment on (cli/shared/interrupts.h), and the action ends in order. `ranks`: the processes that mpirun starts
// share its work (cli/shared/ranks.h).
struct Subcommand {
  std::string_view name, help;
  std::function<std::function<int()>(CLI::App&)> add;
  bool saves = false;
  bool ranks = false;
};

namespace cli {
constexpr int success = 0, failure = 1, bad_input = 2;
const std::vector<Subcommand>& all();
}  // namespace cli

}  // namespace saddle
