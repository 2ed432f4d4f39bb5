#pragma once

#include <string>
#include <vector>

#include "labs/compare/band_series.h"
#include "labs/compare/state.h"
#include "model/frame.h"
#include "panels/plane/plane_picture.h"
#include "ui/widgets.h"

namespace saddle::app {

// Small multiples of a race, all over the same axes: a cell for each combination of all that varies but the last, whose
// values are the lines; or a cell for each combination, with its filters or its regions. A click opens one in the
// network lab.
class RaceWall {
 public:
  // What cells can show of these runs: "curves", "filters", "regions".
  static std::vector<ui::Option> cell_options(const ui::Ui& ui, const StudyView* view);
  void draw(Frame& frame, CompareState& state);

 private:
  struct Grid {
    int columns = 1;
    ImVec2 cell;
  };
  static Grid grid_for(const ui::Ui& ui, int cells);
  void draw_key(Frame& frame, const CompareState& state, int64_t lines) const;
  void draw_curves(Frame& frame, CompareState& state, int64_t cell, int64_t lines, ImVec2 size);
  void draw_picture_of(Frame& frame, CompareState& state, int64_t combination, ImVec2 size);
  static void open(Frame& frame, const Study& study, int64_t combination);

  BandSeries series_;
  std::vector<PlanePicture> planes_;  // by combination
};

}  // namespace saddle::app
