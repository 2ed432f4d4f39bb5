#pragma once

#include <vector>

#include "saddle/catalog.h"
#include "saddle/race.h"

namespace saddle {

// Every optimizer that there is, each with this learning rate.
inline std::vector<Racer> one_of_each(double learning_rate) {
  std::vector<Racer> racers;
  for (const Entry& entry : catalog::optimizers()) {
    racers.push_back(
        {.name = std::string(entry.name), .optimizer = {std::string(entry.name), {{"learning_rate", learning_rate}}}});
  }
  return racers;
}

}  // namespace saddle
