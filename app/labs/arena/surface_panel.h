#pragma once

#include "labs/arena/state.h"
#include "plot/scene.h"

namespace saddle::app {

// The landscape in three dimensions, with the racers on it: drag turns it, the wheel comes nearer.
class SurfacePanel {
 public:
  void draw(Frame& frame, ArenaState& state, float height);
  void use(plot::SceneRenderer& renderer) { renderer_ = &renderer; }

 private:
  void build(const ArenaState& state);
  void add_paths(const ui::Ui& ui, const ArenaState& state);
  void turn();
  // In the box: x and y as on the map, f as high as its colour says.
  float height_of(double f) const;
  plot::Vector3 place(double x, double y, double f) const;

  plot::SceneRenderer* renderer_ = nullptr;  // the window's; null: there is none
  plot::Scene3d scene_{.azimuth = -1.05f, .elevation = 0.62f};
  std::shared_ptr<const Field> field_;      // what scene_ shows
  std::vector<plot::Scene3d::Path> lines_;  // of equal value
};

}  // namespace saddle::app
