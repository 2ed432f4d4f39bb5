#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include <imgui.h>

namespace saddle::plot {

using Vector3 = std::array<float, 3>;
using Matrix4 = std::array<float, 16>;  // columns first, as OpenGL takes it

// A heightfield in a box of -1 … 1 along x and y, with z up; what is drawn on it; and from where it is seen.
struct Surface3d {
  int rows = 0, columns = 0;
  std::vector<Vector3> points = {};  // rows * columns, row by row; NaN: a hole
  std::vector<ImU32> colors = {};    // of each point
  struct Path {
    std::vector<Vector3> points = {};
    ImU32 color = 0;
    float width = 2;  // pixels
  };
  std::vector<Path> paths = {};
  struct Ball {
    Vector3 at;
    ImU32 color = 0;
    float radius = 6;  // pixels
  };
  std::vector<Ball> balls = {};
  float azimuth = 0, elevation = 0.5f, zoom = 1;  // radians; 1: the box fills the picture
  ImU32 background = 0;
  // Grows with the heightfield: equal versions have equal rows, columns, points and colors.
  uint64_t version = 0;
};

// Box to clip space (x, y, z in -w … w), for a picture of this shape.
Matrix4 camera(const Surface3d& surface, float width, float height);
std::array<float, 4> transformed(const Matrix4& matrix, const Vector3& point);
// Where the camera sees a point, in a rectangle of the window.
ImVec2 projected(const Matrix4& camera, const Vector3& point, ImVec2 min, ImVec2 max);
// The direction toward the eye.
Vector3 eye_direction(const Surface3d& surface);
// The outward normal at each point, from its neighbors.
std::vector<Vector3> normals(const Surface3d& surface);
// The direction toward the light.
Vector3 light_direction(const Surface3d& surface);
// How bright a surface of this normal is, 0 … 1: light from above and from the viewer's left.
float brightness(const Surface3d& surface, const Vector3& normal);

// Draws surfaces on the graphics processor. It belongs to the window; without a window, draw_surface does without it.
class SurfaceRenderer {
 public:
  virtual ~SurfaceRenderer() = default;
  // Returns a texture of width x height pixels, valid until the next call; null if it cannot.
  virtual ImTextureID render(const Surface3d& surface, int width, int height) = 0;
};

// The surface in a rectangle of the window: by `renderer`, or where that is null (or cannot) with the draw list alone,
// from back to front.
void draw_surface(ImDrawList& list, const Surface3d& surface, ImVec2 min, ImVec2 max, SurfaceRenderer* renderer);

}  // namespace saddle::plot
