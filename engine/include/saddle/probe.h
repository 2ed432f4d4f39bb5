#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "saddle/properties.h"
#include "saddle/shape.h"

namespace saddle {

// A question to the network: which reading (a row of the probe catalog), of which node, for which input.
struct Probe {
  std::string type;  // "filters", "prediction"
  std::string node = {};
  std::shared_ptr<const std::vector<float>> input = {};  // one sample, channels-last; never written again

  bool operator==(const Probe& other) const {
    return type == other.type && node == other.node &&
           (input == other.input || (input && other.input && *input == *other.input));
  }
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

  const Array* find(std::string_view name) const {
    for (const Array& array : arrays) {
      if (array.name == name) return &array;
    }
    return nullptr;
  }
};

}  // namespace saddle
