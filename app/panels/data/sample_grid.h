#pragma once

#include <string>
#include <vector>

#include "model/frame.h"

namespace saddle::app {

// Thousands of samples as tiles to scroll through: only those in sight are asked for, a page at a time, and those that
// have not arrived are empty tiles.
class SampleGrid {
 public:
  struct Choice {
    std::string part = "train", stage = "raw";  // as the probe "samples" names them
    int label = -1;                             // of one class; -1: of any
    int draw = 0;                               // another variant of each

    bool operator==(const Choice&) const = default;
  };

  // Fills the window. `matching`: how many samples there are.
  void draw(Frame& frame, const Choice& choice, int64_t matching);
  // A row for each class: its name, how many samples it has, and the first of them.
  void draw_by_class(Frame& frame, const Choice& choice, const SamplesReading::Part& part);

 private:
  void tile(Frame& frame, const SamplesReading& reading, int64_t index, ImVec2 at, ImVec2 size);
  static void explain(Frame& frame, const SamplesReading& reading, int64_t index);

  Choice shown_;
};

// The probe that answers for it.
Probe samples_probe(const SampleGrid::Choice& choice, int64_t first, int64_t count, int64_t of_each = 0);

}  // namespace saddle::app
