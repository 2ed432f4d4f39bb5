#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "saddle/properties.h"
#include "saddle/reading.h"

namespace saddle {

// A question to the network: which reading (a row of the probe catalog; saddle/reading.h
// says what it gives), of which node, for which input.
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

}  // namespace saddle
