#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

namespace saddle {

// One word of the command line. add() declares its options on its own parser, and returns what to do once they are
// read: the action's result is the program's exit status.
struct Subcommand {
  std::string_view name, help;
  std::function<std::function<int()>(CLI::App&)> add;
};

namespace cli {
constexpr int success = 0, failure = 1, bad_input = 2;
const std::vector<Subcommand>& all();
}  // namespace cli

}  // namespace saddle
