#pragma once

#include <deque>
#include <string>
#include <vector>

#include "labs/compare/band_series.h"
#include "labs/compare/state.h"
#include "model/frame.h"
#include "plot/figure.h"

namespace saddle::app {

// The curves of all contestants: the median over the seeds and, as a band, from the least to the greatest.
class RaceFigure {
 public:
  // What is drawn, and against what.
  static void draw_controls(Frame& frame, CompareState& state);
  void draw(Frame& frame, const CompareState& state, ImVec2 size);

 private:
  void add(Frame& frame, const CompareState& state, plot::Figure& figure, int contestant);

  BandSeries series_;
  std::deque<std::vector<std::string>> captions_;
};

// "test accuracy": a row of figure_table in the user's language.
std::string_view metric_words(const ui::Ui& ui, const FigureRow& row);
// As people read it: "97.1 %", "0.0312"; "–" where it is none.
std::string figure_words(double value, const FigureRow& row);

}  // namespace saddle::app
