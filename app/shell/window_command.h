#pragma once

#include <functional>

#include <CLI/CLI.hpp>

namespace saddle::app {

// Declares the options of `saddle` without a subcommand; the result opens the window, and returns the exit status when
// it closes.
std::function<int()> add_window_options(CLI::App& app);

}  // namespace saddle::app
