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

// A question to the network: which reading (a row of the probe catalog), of which node, for which input.
struct Probe {
  std::string type;  // "filters", "prediction"
  std::string node = {};
  std::shared_ptr<const std::vector<float>> input = {};  // one sample, channels-last; never written again
  Properties options = {};                               // of that row: see its table

  bool operator==(const Probe& other) const {
    return type == other.type && node == other.node && options == other.options &&
           (input == other.input || (input && other.input && *input == *other.input));
  }
};

// How many numbers are how large. Not a number: does not apply, or there is none to tell it from.
struct Distribution {
  int64_t count = 0, not_finite = 0;  // of all numbers; infinite or not a number, and so in none of the rest
  double mean = 0, deviation = 0;     // of the population: divided by the count
  double min = 0, max = 0;
  double dead = 0;       // share of the units (features, or channels of an image) that are 0 for every sample; of ReLU
  double saturated = 0;  // share within 1.5 % of the range of an end; of sigmoid and tanh: see Saturation
  double outside = 0;    // share that lies outside [low, high]
  double low = 0, high = 0;
  std::vector<float> bins = {};  // counts in equal parts of [low, high]; each holds its left edge, the last both
};

// What goes through a layer, and what comes back.
struct Signal {
  std::string name;  // of the node, or of the parameter: "conv2d_1/weight"
  Distribution values = {};
  std::optional<Distribution> gradient = {};  // d(loss)/d(output) of the same batch
};

// How far one step moved the parameters of a layer: Euclidean lengths over all of them. Not a number: no step yet.
struct Movement {
  std::string name;
  double gradient = 0;  // after clipping
  double weights = 0;   // before the step
  double update = 0;    // the difference that the step made
  // About 1e-3 where learning goes well (Karpathy, 2015, "Ratio of weights:updates").
  double ratio() const { return update / weights; }
};

// What was measured, at one moment. Never written again once published.
struct Reading {
  struct Array {
    std::string name;
    Shape shape;
    std::vector<float> values;
  };
  int64_t step = 0;
  std::vector<Array> arrays = {};
  std::vector<Signal> signals = {};             // of "signals" and "weights", in the order in which the layers run
  std::vector<Movement> movements = {};         // of "updates", likewise
  std::shared_ptr<const Results> results = {};  // of "confusion", "examples" and "example"
  bool complete = true;                         // false: asked again, it would tell more without another step

  const Array* find(std::string_view name) const {
    for (const Array& array : arrays) {
      if (array.name == name) return &array;
    }
    return nullptr;
  }
};

}  // namespace saddle
