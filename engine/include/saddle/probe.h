#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "saddle/properties.h"
#include "saddle/results.h"
#include "saddle/shape.h"

namespace saddle {

// A question to the network: what to measure, on which node, for which input.
struct Probe {
  std::string type;  // a row of the probe catalog: "filters", "prediction"
  std::string node = {};
  std::shared_ptr<const std::vector<float>> input = {};  // one sample, channels-last; immutable
  Properties options = {};                               // see the table of that row

  bool operator==(const Probe& other) const {
    return type == other.type && node == other.node && options == other.options &&
           (input == other.input || (input && other.input && *input == *other.input));
  }
};

// The distribution of many numbers. Members are NaN if they do not apply or there are no numbers.
struct Distribution {
  int64_t count = 0, not_finite = 0;  // of all numbers; infinite or NaN, and left out of the rest
  double mean = 0, deviation = 0;     // population deviation: divided by the count
  double min = 0, max = 0;
  double dead = 0;       // of ReLU: share of units (features, or channels of an image) that are 0 for every sample
  double saturated = 0;  // of sigmoid and tanh: share within 1.5 % of the range from one of its ends
  double outside = 0;    // share outside of [low, high]
  double low = 0, high = 0;
  std::vector<float> bins = {};  // counts in equal parts of [low, high]; each includes its left edge, the last one both
};

// The output of a layer, and the gradient that comes back to it.
struct Signal {
  std::string name;  // of the node, or of the parameter: "conv2d_1/weight"
  Distribution values = {};
  std::optional<Distribution> gradient = {};  // d(loss)/d(output) of the same batch
};

// How far one step moved the parameters of a layer: Euclidean lengths over all of them. NaN before the first step.
struct Movement {
  std::string name;
  double gradient = 0;  // after clipping
  double weights = 0;   // before the step
  double update = 0;    // the change that the step made
  // About 1e-3 where learning goes well (Karpathy, 2015, "Ratio of weights:updates").
  double ratio() const { return update / weights; }
};

// What was measured at one moment. Immutable once published.
struct Reading {
  struct Array {
    std::string name;
    Shape shape;
    std::vector<float> values;
  };
  int64_t step = 0;
  std::vector<Array> arrays = {};
  std::vector<Signal> signals = {};             // of "signals" and "weights", in the order of execution
  std::vector<Movement> movements = {};         // of "updates", likewise
  std::shared_ptr<const Results> results = {};  // of "confusion", "examples" and "example"
  bool complete = true;                         // false: measured again, it would hold more, even without another step

  const Array* find(std::string_view name) const {
    for (const Array& array : arrays) {
      if (array.name == name) return &array;
    }
    return nullptr;
  }
};

}  // namespace saddle
