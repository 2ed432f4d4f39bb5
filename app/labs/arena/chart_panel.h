#pragma once

#include <optional>
#include <vector>

#include "labs/arena/state.h"
#include "plot/figure.h"
#include "plot/series.h"

namespace saddle::app {

// How the racers do, in figures and curves.
class ChartPanel {
 public:
  void draw(Frame& frame, ArenaState& state);

 private:
  using Points = std::vector<plot::Point>;

  void draw_table(Frame& frame, ArenaState& state);
  void draw_tabs(Frame& frame, ArenaState& state);
  void draw_descent(Frame& frame, ArenaState& state);
  void draw_coordinates(Frame& frame, ArenaState& state);
  void draw_sweep(Frame& frame, ArenaState& state);
  void draw_fates(ui::Ui& ui, ArenaState& state, const plot::View& view);
  // Of both curves of f, by step and by rate.
  static std::optional<plot::Range> heights(const ArenaState& state);
  void add_head(const ui::Ui& ui, const ArenaState& state, plot::Figure& figure, size_t running) const;

  std::vector<Points> lines_, heads_;  // what figures borrow, for one frame
};

}  // namespace saddle::app
