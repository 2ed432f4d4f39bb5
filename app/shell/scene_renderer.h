#pragma once

#include "plot/scene.h"

namespace saddle::app {

// Scenes by OpenGL 3.3, antialiased, into a texture. To be made, used and destroyed while the window's context is
// current.
class GlSceneRenderer final : public plot::SceneRenderer {
 public:
  GlSceneRenderer() = default;
  ~GlSceneRenderer() override;
  GlSceneRenderer(const GlSceneRenderer&) = delete;
  GlSceneRenderer& operator=(const GlSceneRenderer&) = delete;

  ImTextureID render(const plot::Scene3d& scene, int width, int height) override;

 private:
  struct Program {
    unsigned id = 0;
    int matrix = -1, light = -1;
  };
  void build();
  bool resize(int width, int height);
  void upload(const plot::Scene3d& scene);
  void draw_paths(const plot::Scene3d& scene, const plot::Matrix4& matrix, float width, float height);

  bool built_ = false, failed_ = false;
  Program surface_, flat_;
  unsigned vertices_ = 0, elements_ = 0, array_ = 0, path_vertices_ = 0, path_array_ = 0;
  int indices_ = 0;
  uint64_t version_ = 0;
  int width_ = 0, height_ = 0;
  unsigned framebuffer_ = 0, colour_ = 0, depth_ = 0;  // with several samples a pixel
  unsigned resolved_ = 0, texture_ = 0;
};

}  // namespace saddle::app
