#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "labs/compare/search_state.h"
#include "model/frame.h"
#include "plot/view.h"

namespace saddle::app {

// Every trial that has finished as a line from axis to axis: its settings, and at the right what it came to. A drag
// along an axis keeps in color only the lines that pass there; a click on the axis lets the others back.
class ParallelCoordinates {
 public:
  // Returns the trial whose line was clicked.
  std::optional<int64_t> draw(Frame& frame, const SearchState& state);
  // The ranges that were narrowed by dragging, as narrow as that.
  std::vector<SearchRange> narrowed(const Search& search) const;

 private:
  struct Upright {
    std::string name;
    plot::Axis axis;
  };
  struct Line {
    const Trial* trial;
    double value;               // of the metric
    std::vector<double> units;  // where it passes each axis, 0 below and 1 above
    bool kept;                  // it passes where all axes were narrowed to
  };
  struct Place {
    ImVec2 corner;
    float width, inset, top, bottom;
    size_t count;  // of axes
    float between() const { return (width - 2 * inset) / static_cast<float>(count - 1); }
    float x(size_t axis) const { return corner.x + inset + between() * static_cast<float>(axis); }
    float y(double unit) const { return bottom - static_cast<float>(unit) * (bottom - top); }
    double unit(float pixel) const;
  };

  static Upright upright_of(const ui::Ui& ui, const SearchRange& range);
  std::vector<Line> lines_of(const SearchState& state, const std::vector<Upright>& uprights) const;
  // Moves what is narrowed; returns whether it was a click that shall open a line.
  bool drag(const ui::Ui& ui, const Place& place);
  static const Line* nearest(const ui::Ui& ui, const Place& place, const std::vector<Line>& lines);
  void draw_axes(ui::Ui& ui, const Place& place, const SearchState& state, const std::vector<Upright>& uprights) const;

  std::vector<SearchRange> ranges_;    // of the search that is shown
  std::vector<plot::Range> narrowed_;  // of each axis, the metric's the last: from which unit to which; empty: all
  int dragged_ = -1;                   // an axis
  float pressed_at_ = 0;               // in pixels, down the axis
  bool moved_ = false;
};

}  // namespace saddle::app
