#pragma once

#include "labs/arena/state.h"
#include "plot/surface_view.h"

namespace saddle::app {

// The surface in three dimensions, with the racers on it.
class SurfacePanel {
 public:
  void draw(Frame& frame, ArenaState& state, float height);
  void use(plot::SurfaceRenderer& renderer) { view_.use(renderer); }

 private:
  void build(const ArenaState& state);
  void add_paths(const ui::Ui& ui, const ArenaState& state);

  plot::SurfaceView view_;
  std::shared_ptr<const Field> field_;  // what it shows
};

}  // namespace saddle::app
