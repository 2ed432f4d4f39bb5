#pragma once

#include <cstdint>
#include <limits>
#include <vector>

namespace saddle {

// What the network answered to one sample of the test set.
struct Answer {
  static constexpr double none = std::numeric_limits<double>::quiet_NaN();

  int64_t sample = 0;                   // index into the test set
  int64_t step = 0;                     // steps done when it was asked
  int label = -1, decided = -1;         // classes; -1 of regression, and where every pixel has one of its own
  double confidence = none;             // probability of the class decided on; of a map the mean over its pixels
  double loss = 0;                      // of this sample alone: -log p of the right class, for cross entropy
  double right = none;                  // share of its pixels decided right; 1 or 0 for one label
  double output = none, target = none;  // of regression: the first number, and what it should be
  int64_t pixels = 0;                   // of a map: how many pixels have the label and the decision asked for
};

// What it answers to the test set, or to as much of it as memory allows. Answers may be of different steps.
struct Results {
  int64_t samples = 0, examined = 0;  // to be asked, and asked so far
  int64_t oldest = 0, newest = 0;     // steps of the answers
  double loss = 0, accuracy = Answer::none;
  std::vector<int64_t> confusion = {};  // classes x classes: [label * classes + decided]; pixels, of maps
  int64_t matching = 0;                 // answers of the kind asked for
  std::vector<Answer> answers = {};     // as many of them as were asked for
};

}  // namespace saddle
