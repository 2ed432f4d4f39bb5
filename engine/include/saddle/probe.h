#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "saddle/properties.h"
#include "saddle/reading.h"

namespace saddle {

// A question to the network: what to measure, on which node, for which input. saddle/reading.h has the answers.
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

}  // namespace saddle
