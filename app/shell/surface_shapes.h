#pragma once

#include <array>
#include <vector>

#include <imgui.h>

#include "plot/surface3d.h"

namespace saddle::app {

struct FlatVertex {
  float clip[4];
  ImU32 color;
};

// Flat shapes in clip space: lines as wide as they should be in pixels, and discs.
class Shapes {
 public:
  Shapes(const plot::Matrix4& matrix, float width, float height) : matrix_(matrix), width_(width), height_(height) {}

  void line(const plot::Vector3& a, const plot::Vector3& b, ImU32 color, float pixels);
  void disc(const plot::Vector3& at, ImU32 color, float radius, float lift);

  std::vector<FlatVertex> vertices;

 private:
  std::array<float, 4> lifted(const plot::Vector3& point) const;

  const plot::Matrix4& matrix_;
  float width_, height_;
};

}  // namespace saddle::app
