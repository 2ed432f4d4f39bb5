#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "labs/arena/setup.h"
#include "labs/arena/workshop.h"
#include "model/frame.h"

namespace saddle::app {

// A fault in the formula, and where it is in it, in bytes.
struct FormulaFault {
  Issue issue;
  size_t position = 0, length = 0;
};

// What the panels of the arena share.
struct ArenaState {
  ArenaSetup setup;
  Function function;                                                         // the last one that could be read
  std::optional<FormulaFault> fault;                                         // of what stands in the field now
  double typed_at = -1e9;                                                    // the last key in it, in ImGui's time
  std::shared_ptr<const Products> now = std::make_shared<const Products>();  // the same for a whole frame

  // Time: at step floor(position).
  double position = 0, speed = 20;  // steps, steps a second
  bool playing = false;

  // Looks.
  std::string view = "map";       // map, surface, wins
  std::string chart = "descent";  // descent, coordinates, sweep
  size_t selected = 0;            // a racer: explained, and its coordinates are shown
  bool arrows = true, momentum = true;
  Region region;              // what the map shows
  bool racing_start = false;  // the start is being dragged: time stands at the end

  int64_t step() const { return static_cast<int64_t>(position + 1e-9); }
  // The racers that take part, as places in setup.race.racers.
  std::vector<size_t> running() const;
  // Of the racer at that place; null if it does not take part or has not been computed yet.
  const Trajectory* path(size_t racer) const;
  const Outcome* outcome(size_t racer) const;
  // What the racer is called: the method's name in the user's language, or the user's own.
  std::string name(const ui::Ui& ui, size_t racer) const { return std::string(ui.tr(setup.race.racers[racer].name)); }
  ImU32 color(const ui::Ui& ui, size_t racer) const { return ui.theme.plot.series(setup.colors[racer]); }
  // The lowest known value of f; none if no minimum is known.
  std::optional<double> lowest() const;

 private:
  std::optional<size_t> place(size_t racer) const;
};

}  // namespace saddle::app
