#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "saddle/experiment.h"
#include "saddle/model.h"
#include "saddle/study.h"

namespace saddle::cli {

// The options of every subcommand that takes an experiment.
struct ExperimentOptions {
  std::string source;                 // a preset's name, an experiment file, a model (.npz), or data
  std::vector<std::string> settings;  // "path=value"
  std::string data_directory;
  int epochs = 0, seed = -1, threads = -1;  // as in the file, unless given

  void add_to(CLI::App& app);
  // Of a subcommand that trains many runs, each on one thread: there is no --threads, and a study may be named too.
  void add_many_to(CLI::App& app);
  struct Chosen {
    Experiment experiment;
    std::shared_ptr<const Model> model = {};  // that the experiment is from, or null
    std::optional<Issue> note = {};           // what was made of data that stand in place of an experiment
  };
  // Returns the experiment with all options applied, checked. Throws Error.
  Chosen chosen() const;
  struct ChosenStudy {
    Study study;
    std::optional<Issue> note = {};
  };
  // Returns the study that is named, or one of the experiment that is, with all options applied to its base. Whoever
  // asks checks it. Throws Error.
  ChosenStudy chosen_study() const;

 private:
  void add_settings_to(CLI::App& app);
  void apply_to(Experiment& experiment) const;
};

}  // namespace saddle::cli
