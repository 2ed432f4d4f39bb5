#pragma once

#include "plot/surface3d.h"

namespace saddle::app {

// Surfaces by OpenGL 3.3, antialiased, into a texture. To be made, used and destroyed while the window's context is
// current.
class GlSurfaceRenderer final : public plot::SurfaceRenderer {
 public:
  GlSurfaceRenderer() = default;
  ~GlSurfaceRenderer() override;
  GlSurfaceRenderer(const GlSurfaceRenderer&) = delete;
  GlSurfaceRenderer& operator=(const GlSurfaceRenderer&) = delete;

  ImTextureID render(const plot::Surface3d& surface, int width, int height) override;

 private:
  struct Program {
    unsigned id = 0;
    int matrix = -1, light = -1;
  };
  void build();
  bool resize(int width, int height);
  void upload(const plot::Surface3d& surface);
  void draw_paths(const plot::Surface3d& surface, const plot::Matrix4& matrix, float width, float height);

  bool built_ = false, failed_ = false;
  Program surface_, flat_;
  unsigned vertices_ = 0, elements_ = 0, array_ = 0, path_vertices_ = 0, path_array_ = 0;
  int indices_ = 0;
  uint64_t version_ = 0;
  int width_ = 0, height_ = 0;
  unsigned framebuffer_ = 0, color_ = 0, depth_ = 0;  // with several samples a pixel
  unsigned resolved_ = 0, texture_ = 0;
};

}  // namespace saddle::app
