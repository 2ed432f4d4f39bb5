#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "saddle/sweep.h"

namespace saddle::app {

// What the arena's user sets, and undo goes back to.
struct ArenaSetup {
  std::string scene;     // the one it began as
  std::string function;  // a name of the catalog, or a formula
  Region domain;         // what the pictures show
  Race race;
  std::vector<int> colors = {};              // of each racer: a place in the palette
  double highest = 0;                        // level lines up to this value only; 0: as high as the picture goes
  double least_rate = 1e-4, most_rate = 10;  // of the sweep
  bool operator==(const ArenaSetup&) const = default;
};

// A race to begin with.
struct Scene {
  std::string_view name, group, title, about;
  ArenaSetup setup;
};
const std::vector<Scene>& scenes();

// A racer with the rate that its optimizer begins with here, and the color that is used least.
void add_racer(ArenaSetup& setup, const std::string& optimizer);
void remove_racer(ArenaSetup& setup, size_t index);

}  // namespace saddle::app
