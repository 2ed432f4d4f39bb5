#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "saddle/experiment.h"
#include "saddle/model.h"

namespace saddle::cli {

// The options of every subcommand that takes an experiment.
struct ExperimentOptions {
  std::string source;                 // a preset's name, an experiment file, a model (.npz), or data
  std::vector<std::string> settings;  // "path=value"
  std::string data_directory;
  int epochs = 0, seed = -1, threads = -1;  // as in the file, unless given

  void add_to(CLI::App& app);
  struct Chosen {
    Experiment experiment;
    std::shared_ptr<const Model> model = {};  // that the experiment is from, or null
    std::optional<Issue> note = {};           // what was made of data that stand in place of an experiment
  };
  // Returns the experiment with all options applied, checked. Throws Error.
  Chosen chosen() const;
};

}  // namespace saddle::cli
