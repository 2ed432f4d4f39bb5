#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace saddle {

// Whether the program computes what it says: each row is one comparison of two ways to the same numbers, made now.
struct Proof {
  enum class Subject { layer, loss, optimizer, knob };
  struct Row {
    Subject subject;
    std::string name;       // "conv2d", "conv2d.stride"
    double difference = 0;  // the largest, relative; of a knob how much the result changed
    double tolerance = 0;   // of a knob 0: it must change anything
    int64_t compared = 0;   // numbers
    bool passed = false;
  };
  std::vector<Row> rows = {};
  int total = 0;  // of rows, once it is complete

  bool complete() const { return static_cast<int>(rows.size()) == total; }
  bool passed() const;
};
// Layers and losses: backpropagation against central differences in double. Optimizers: their code against the formulas
// of the catalog, read and evaluated as text. Knobs: every property of layers, losses, optimizers, training,
// augmentation and of the data that need no files changes what is computed, or learned from; the number of threads must
// not. Left out are when a run is measured, and on how many samples.
// `go_on` is asked after each row; where it says no, the proof ends there.
Proof prove(const std::function<bool(const Proof&)>& go_on = {});

}  // namespace saddle
