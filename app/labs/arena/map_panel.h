#pragma once

#include <string>
#include <vector>

#include "labs/arena/state.h"
#include "plot/figure.h"

namespace saddle::app {

// The surface from above: level lines, downhill arrows, where the racers went, or who wins from where. Of a function
// of one variable: its curve, with tangents.
class MapPanel {
 public:
  void draw(Frame& frame, ArenaState& state, float height);

 private:
  using Points = std::vector<plot::Point>;

  void draw_plane(Frame& frame, ArenaState& state, float height);
  void draw_curve(Frame& frame, ArenaState& state, float height);
  void add_ground(ui::Ui& ui, ArenaState& state, plot::Figure& figure);
  void add_winners(ui::Ui& ui, ArenaState& state, plot::Figure& figure);
  void add_paths(ui::Ui& ui, ArenaState& state, plot::Figure& figure);
  void add_points(ui::Ui& ui, ArenaState& state, plot::Figure& figure);
  void add_handles(ui::Ui& ui, ArenaState& state, plot::Figure& figure);
  // By which name a lesson or an assignment locks the drag of a handle: "start", or "racer2.own_start".
  std::string name_of_handle(size_t handle) const;
  void take_handle(ArenaState& state, int moved);

  // What figures borrow, for one frame.
  std::vector<Points> paths_, heads_;
  std::vector<std::vector<plot::Arrow>> speeds_;
  std::vector<plot::Point> handles_;
  std::vector<size_t> handle_of_;  // the racer whose own start it is; the first is everybody's
  Points minima_, saddles_;
  std::vector<ImU32> tile_colors_;
  std::vector<std::string> tile_names_;
};

}  // namespace saddle::app
