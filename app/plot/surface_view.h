#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "plot/box_axes.h"
#include "plot/contours.h"

namespace saddle::plot {

// A function of x and y as it is drawn, at the corners of a grid.
struct Heightfield {
  std::span<const double> values;  // row by row, the first at y.min
  int rows = 0, columns = 0;
  Range x = {}, y = {};
  ColorScale colors = {};  // a place is as high as its color says
  std::span<const ContourLine> lines = {};
  int every = 1;  // of the grid, rows and columns that are taken
};

struct SurfaceViewOptions {
  ImVec2 size = {};
  ImU32 background = 0;
  std::string_view hint = {};  // written in the corner
  std::string_view x_name = {}, y_name = {}, z_name = {};
};

// A heightfield in three dimensions that the mouse turns (drag), brings nearer (wheel) and sets upright again (double
// click), with numbered axes, with lines of equal value, and with paths and balls of the caller's on it.
class SurfaceView {
 public:
  // The window's renderer; without one the surface is drawn by the draw list alone.
  void use(SurfaceRenderer& renderer) { renderer_ = &renderer; }

  // Shows another heightfield, of which it copies what it needs.
  void build(const Heightfield& field);
  // Maps a point of the heightfield into the box.
  Vector3 place(double x, double y, double f) const;

  // Of one frame: clear, add, draw.
  void clear();
  void add(Surface3d::Path path) { surface_.paths.push_back(std::move(path)); }
  void add(const Surface3d::Ball& ball) { surface_.balls.push_back(ball); }
  // An ImGui item at the cursor.
  void draw(std::string_view label, const Style& style, const SurfaceViewOptions& options);

  const Surface3d& surface() const { return surface_; }

 private:
  void turn();
  float height_of(double f) const;

  SurfaceRenderer* renderer_ = nullptr;
  Surface3d surface_{.azimuth = -1.05f, .elevation = 0.62f};
  Range x_, y_;
  ColorScale colors_{};
  std::vector<Surface3d::Path> lines_;  // of equal value
};

}  // namespace saddle::plot
