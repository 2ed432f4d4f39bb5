#pragma once

#include <deque>
#include <string>
#include <vector>

#include "labs/compare/parallel_coordinates.h"
#include "labs/compare/search_state.h"
#include "model/frame.h"
#include "plot/figure.h"

namespace saddle::app {

// A search as it is watched: the best twenty, where they lie, or every trial as a line through all its numbers.
class SearchPage {
 public:
  void draw(Frame& frame, SearchState& state);

 private:
  void draw_head(Frame& frame, SearchState& state);
  void draw_best(Frame& frame, SearchState& state);
  void draw_scatter(Frame& frame, SearchState& state);
  // What was dragged in the figure: the ranges of the search that it narrows.
  std::vector<SearchRange> narrowed(const SearchState& state) const;
  static void open(Frame& frame, const Search& search, int64_t trial);

  std::vector<plot::Point> points_;
  std::vector<ImU32> colors_;
  std::vector<int64_t> trials_;  // of the points
  plot::Range box_x_, box_y_;    // what the scatter shows
  ParallelCoordinates parallel_;
};

// A trial's metric; NaN where it diverged or has not finished.
double metric_of_trial(const Search& search, const Trial& trial);
// The color of a metric among those of all trials: the better, the farther from the background.
ImU32 trial_color(const ui::Ui& ui, double value, const plot::Range& all, bool more_is_better);
plot::Range metric_range(const Search& search, const SearchSnapshot& snapshot);
// Of a setting that is a number: its place on an axis.
std::optional<double> setting_of(const Trial& trial, size_t range);
// All settings of a trial, a line each.
std::string settings_words(const ui::Ui& ui, const Search& search, const Trial& trial);
// "learning rate": what a path is called beside its numbers.
std::string range_words(const ui::Ui& ui, const std::string& path);

}  // namespace saddle::app
