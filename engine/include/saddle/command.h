#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "saddle/experiment.h"
#include "saddle/probe.h"

namespace saddle {
class Model;
}

namespace saddle::command {

// Builds the experiment (loading its data) and stands ready; with `run`, goes on at once. Replaces the run before.
struct Start {
  Experiment experiment;
  std::filesystem::path data_directory = {};
  bool run = false;
  std::shared_ptr<const Model> model = {};  // weights to begin with; of a checkpoint, all the rest too. Null: none
  std::filesystem::path checkpoint = {};    // written after every epoch; empty: never
};
struct Run {
  int64_t until = 0;  // finishes after this step; 0: after all epochs
};
struct Pause {};
struct Step {
  int count = 1;  // then pauses
};
struct Reset {};  // the same experiment from its first weights
// A live property, between two steps. Of a run that has diverged, another learning rate also brings back the last good
// weights (see Diagnosis) and pauses it, so that Run goes on from there.
struct Tune {
  std::string path;
  Value value;
};
struct SetWeight {        // one number of a parameter, by hand, between two steps
  std::string parameter;  // "perceptron/weight"
  int64_t index = 0;      // in the order of the file
  double value = 0;
};
struct Watch {  // replaces what was watched
  std::vector<Probe> probes;
};
struct Save {
  std::filesystem::path file;
  bool checkpoint = false;  // with all that training needs to go on
};

}  // namespace saddle::command

namespace saddle {
using Command = std::variant<command::Start, command::Run, command::Pause, command::Step, command::Reset, command::Tune,
                             command::SetWeight, command::Watch, command::Save>;
}
