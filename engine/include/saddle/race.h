#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "saddle/properties.h"
#include "saddle/region.h"
#include "saddle/surface.h"

namespace saddle {

// Optimizers walking on a surface: the code that trains networks, in double, with x and y as parameters.
struct Racer {
  std::string name;                 // as shown
  Choice optimizer;                 // a row of the optimizer catalog
  bool on = true;                   // takes part
  std::optional<Point> start = {};  // none: the start of the race
  bool operator==(const Racer&) const = default;
};

struct Race {
  std::vector<Racer> racers = {};
  Point start = {};
  int steps = 100;
  // Standard deviation of the noise added to each coordinate of the gradient, as by mini-batches. At step t the noise
  // is the same for all racers and all starts.
  double noise = 0;
  int seed = 1;
  bool operator==(const Race&) const = default;
};

// Throws Error for an unknown optimizer or an invalid property; the place of the first racer is `where` + "[0]".
void check_racers(const std::vector<Racer>& racers, const std::string& where);

// The path of one racer. Point 0 is the start; step k leads from point k - 1 to point k.
struct Trajectory {
  struct State {  // of the optimizer, after step k; 0 at the start
    std::string_view name;
    std::vector<double> x, y;
  };
  std::vector<double> x, y, f;
  std::vector<double> gx, gy;  // the gradient at each point, with its noise, as the optimizer sees it
  std::vector<State> states;

  int64_t steps() const { return static_cast<int64_t>(x.size()) - 1; }
  Point at(int64_t k) const { return {x[static_cast<size_t>(k)], y[static_cast<size_t>(k)]}; }
};
// Walks race.steps steps, without looking for an early end.
Trajectory walk(const Surface& surface, const Race& race, const Racer& racer);

}  // namespace saddle
