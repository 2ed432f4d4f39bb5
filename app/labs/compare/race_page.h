#pragma once

#include "labs/compare/race_figure.h"
#include "labs/compare/race_table.h"
#include "labs/compare/race_wall.h"
#include "labs/compare/state.h"
#include "model/frame.h"

namespace saddle::app {

// A race as it is watched: the curves of all with the table and the verdict below, or the wall.
class RacePage {
 public:
  void draw(Frame& frame, CompareState& state);

 private:
  void draw_race(Frame& frame, CompareState& state);
  void draw_below(Frame& frame, CompareState& state);
  static void draw_failures(Frame& frame, const CompareState& state);

  RaceFigure figure_;
  RaceTable table_;
  RaceWall wall_;
};

}  // namespace saddle::app
