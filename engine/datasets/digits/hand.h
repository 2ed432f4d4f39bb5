#pragma once

#include <algorithm>
#include <initializer_list>

#include "core/rng.h"

namespace saddle::digits {

// The chances of one digit: what varies from writer to writer, and from digit to digit.
class Hand {
 public:
  explicit Hand(uint64_t seed) : rng_(seed) {}

  // Normal, cut off at two and a half deviations.
  double vary(double mean, double deviation) { return mean + deviation * std::clamp(rng_.normal(), -2.5, 2.5); }
  double between(double low, double high) { return rng_.uniform(low, high); }
  bool chance(double probability) { return rng_.uniform() < probability; }
  // The index of one of the weights, in proportion to them.
  int pick(std::initializer_list<double> weights) {
    double total = 0;
    for (const double weight : weights) total += weight;
    double left = total * rng_.uniform();
    int index = 0;
    for (const double weight : weights) {
      if (left < weight) return index;
      left -= weight;
      ++index;
    }
    return index - 1;
  }

 private:
  Rng rng_;
};

}  // namespace saddle::digits
