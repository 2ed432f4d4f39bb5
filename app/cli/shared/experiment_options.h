#pragma once

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "saddle/experiment.h"

namespace saddle::cli {

// What every subcommand that takes an experiment understands.
struct ExperimentOptions {
  std::string source;                 // a preset's name, an experiment file or a model (.npz)
  std::vector<std::string> settings;  // "path=value"
  std::string data_directory;
  int epochs = 0, seed = -1, threads = -1;  // as the file says, unless given

  void add_to(CLI::App& app);
  // The experiment with all of that put in, checked. Throws Error.
  Experiment experiment() const;
  // The model file that the experiment is from, or "".
  std::string model() const;
};

}  // namespace saddle::cli
