#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "saddle/function.h"
#include "saddle/race.h"

namespace saddle {

// How a walk ended, relative to the stationary points of the function.
enum class Fate {
  at_minimum,
  on_saddle,
  on_plateau,
  under_way,
  escaped,
  diverged,
  undefined,  // f has no finite value at the start: nobody walks
  left        // a step led to where f has no value, and ended the walk
};
std::string_view name_of(Fate fate);
struct Outcome {
  Fate fate = Fate::under_way;
  double value = 0;
  double distance = 0;                  // from the end to the nearest known minimum; NaN if there is none
  std::optional<int64_t> reached = {};  // the first step within close() of a minimum
  // About the saddle point nearest to the path, if the path begins no lower than that.
  bool meets_saddle = false;
  std::optional<int64_t> near = {};     // the first point within 10 % of the diagonal of the domain
  std::optional<int64_t> escaped = {};  // the first later point that is farther away, and lower
};
Outcome judge(const Function& function, const Trajectory& trajectory);
// Returns the distance within which a point counts as at a minimum: 1 % of the diagonal of the domain.
double close(const Function& function);

}  // namespace saddle
