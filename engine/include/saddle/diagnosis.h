#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace saddle {

// Why a training step did not give finite numbers.
struct Diagnosis {
  enum class Cause {
    data,     // the samples themselves hold infinities or NaN
    start,    // the initial weights: no step was made yet
    training  // the steps so far: nearly always a learning rate that is too large
  };
  // Largest magnitudes; infinite if a number is infinite or NaN.
  struct Layer {
    std::string name;
    double output = 0;
    double gradient = 0;  // NaN if the step did not get that far
    double weight = 0;    // of its parameters; NaN if it has none
  };

  int64_t step = 0;  // the step that failed, counted from 1
  Cause cause = Cause::training;
  std::string node = {};  // the first layer that failed; empty: the loss alone, because outputs were too large for it
  bool in_gradient = false;        // in the backward pass, when all outputs were finite
  std::vector<Layer> layers = {};  // in the order of execution
  double learning_rate = 0;        // as set; a schedule may have reduced it
  double suggested_rate = 0;       // for going on
  int64_t good_step = -1;          // the step whose weights were kept to go on from; -1: none
};

}  // namespace saddle
