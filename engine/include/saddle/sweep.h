#pragma once

#include <atomic>
#include <vector>

#include "saddle/function.h"
#include "saddle/outcome.h"
#include "saddle/race.h"

namespace saddle {

// Where each racer ends for each learning rate.
struct Sweep {
  std::vector<double> rates = {};
  struct End {
    double value = 0;
    Fate fate = Fate::under_way;
  };
  std::vector<std::vector<End>> racers = {};  // racers that take part, in their order
};
// Returns `count` rates from `least` to `most`, equally spaced on a logarithmic scale.
std::vector<double> logarithmic_rates(double least, double most, int count);
// Runs on all cores. Returns an empty result if `cancelled` becomes true.
Sweep sweep(const Function& function, const Race& race, const std::vector<double>& rates,
            const std::atomic<bool>* cancelled = nullptr);

}  // namespace saddle
