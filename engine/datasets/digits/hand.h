#pragma once

#include <algorithm>
#include <initializer_list>

#include "core/rng.h"

namespace saddle::digits {

// The random choices behind one digit, which vary from writer to writer and from digit to digit.
class Hand {
 public:
  explicit Hand(uint64_t seed) : rng_(seed) {}

  // Returns a normally distributed number, clamped to 2.5 deviations.
  double vary(double mean, double deviation) { return mean + deviation * std::clamp(rng_.normal(), -2.5, 2.5); }
  double between(double low, double high) { return rng_.uniform(low, high); }
  bool chance(double probability) { return rng_.uniform() < probability; }
  // Returns the index of a weight, chosen with a probability in proportion to it.
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
