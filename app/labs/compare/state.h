#pragma once

#include <memory>
#include <string>

#include "labs/compare/setup.h"
#include "labs/compare/study_view.h"
#include "panels/curves/run_lines.h"
#include "plot/class_color.h"

namespace saddle::app {

// What the panels of a race share.
struct CompareState {
  StudySetup setup;              // in the document
  std::string page = "race";     // "wall"
  std::string cells = "curves";  // of the wall: "filters", "regions"
  CurveAxis axis = CurveAxis::steps;
  int highlighted = -1;                   // a contestant, clicked in the table; -1: none
  int first = -1, second = -1;            // whose difference is asked for; -1: the two best
  std::shared_ptr<const StudyView> view;  // of this frame; null: nothing was raced yet
  bool running = false;

  void forget_choices() { highlighted = first = second = -1; }
};

// A color and a marker for each contestant.
inline ImU32 contestant_color(const plot::Style& style, int contestant) { return plot::class_color(style, contestant); }

}  // namespace saddle::app
