#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace saddle {

// Why a step came to no number, found out on the spot.
struct Diagnosis {
  enum class Cause {
    data,     // the samples themselves hold infinities or what is no number
    start,    // the first weights: no step was made yet
    training  // the steps so far: nearly always a learning rate that is too large
  };
  // Largest magnitudes; infinite where a number is infinite or none.
  struct Layer {
    std::string name;
    double output = 0;
    double gradient = 0;  // not a number where the step did not come so far
    double weight = 0;    // of its parameters; not a number where it has none
  };

  int64_t step = 0;  // the step that could not be made, counted from 1
  Cause cause = Cause::training;
  std::string node = {};     // where the first number failed; empty: in the loss alone, of outputs too large for it
  bool in_gradient = false;  // on the way back, when all outputs were still numbers
  std::vector<Layer> layers = {};  // in the order in which they run
  double learning_rate = 0;        // of the optimizer; a schedule may have made it smaller
  double suggested_rate = 0;       // to go on with
  int64_t good_step = -1;          // the weights of this step are kept, to go on from with a smaller rate; -1: none are
};

}  // namespace saddle
