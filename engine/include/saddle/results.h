#pragma once

#include <cstdint>
#include <limits>
#include <vector>

namespace saddle {

// The answer of the network to one sample of the test set. Numbers are NaN (`none`) if they do not apply.
struct Answer {
  static constexpr double none = std::numeric_limits<double>::quiet_NaN();

  int64_t sample = 0;                   // index into the test set
  int64_t step = 0;                     // number of steps made before
  int label = -1, decided = -1;         // classes; -1 for regression, and if each pixel has its own
  double confidence = none;             // probability of the class decided on; of a map, the mean over its pixels
  double loss = 0;                      // of this sample alone: for cross entropy, -log p of the right class
  double right = none;                  // 1 or 0; of a map, the share of pixels decided right
  double output = none, target = none;  // of regression: the first output and its target
  int64_t pixels = 0;                   // of a map: number of pixels with the label and the decision asked for
};

// Answers to the test set, or to as much of it as fits in memory. They may come from different steps.
struct Results {
  int64_t samples = 0, examined = 0;  // samples to ask, and asked so far
  int64_t oldest = 0, newest = 0;     // steps of the answers
  double loss = 0, accuracy = Answer::none;
  std::vector<int64_t> confusion = {};  // classes x classes: [label * classes + decided]; counts pixels of maps
  int64_t matching = 0;                 // number of answers of the kind asked for
  std::vector<Answer> answers = {};     // of these, as many as were asked for
};

}  // namespace saddle
