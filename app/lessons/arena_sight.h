#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "labs/arena/setup.h"
#include "saddle/properties.h"
#include "saddle/race.h"

namespace saddle::app {

// Sets "start.x", "function", "steps" … or, as "sgd.learning_rate", a property of the first racer with that optimizer,
// in the arena's part of the document. Throws Error.
void set_in_arena(Properties& arena, std::string_view path, const Value& value);

// The race of the arena's part of the document, walked once for as long as that stays the same.
class ArenaSight {
 public:
  // "function", "start.x", "sgd.f" …: see assets/lessons/README.md. Throws Error for a path that there is not.
  Value value_at(const Properties& arena, int64_t step, std::string_view path);

 private:
  void walk_all(const Properties& arena);
  Value of_racer(size_t racer, int64_t step, std::string_view key) const;

  std::optional<Properties> walked_;
  ArenaSetup setup_;
  std::vector<Trajectory> paths_;  // of each racer; empty where the function cannot be read
  double lowest_ = 0;              // known value of f; NaN: none
};

}  // namespace saddle::app
