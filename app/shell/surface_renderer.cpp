#include "shell/surface_renderer.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>

#include <glad/gl.h>

#include "shell/surface_shaders.h"
#include "shell/surface_shapes.h"

namespace saddle::app {
namespace {

using plot::Matrix4;
using plot::Surface3d;
using plot::Vector3;

constexpr int samples = 4;

struct Vertex {
  float x, y, z;
  float nx, ny, nz;
  ImU32 color;
};

void color_attribute(size_t stride, size_t offset) {
  glEnableVertexAttribArray(2);
  glVertexAttribPointer(2, 4, GL_UNSIGNED_BYTE, GL_TRUE, static_cast<int>(stride),
                        reinterpret_cast<const void*>(offset));
}

}  // namespace

GlSurfaceRenderer::~GlSurfaceRenderer() {
  if (!built_) return;
  glDeleteProgram(surface_.id);
  glDeleteProgram(flat_.id);
  const unsigned buffers[] = {vertices_, elements_, path_vertices_}, arrays[] = {array_, path_array_};
  glDeleteBuffers(3, buffers);
  glDeleteVertexArrays(2, arrays);
  const unsigned frames[] = {framebuffer_, resolved_}, stores[] = {color_, depth_};
  glDeleteFramebuffers(2, frames);
  glDeleteRenderbuffers(2, stores);
  glDeleteTextures(1, &texture_);
}

void GlSurfaceRenderer::build() {
  built_ = true;
  surface_.id = surface_program();
  flat_.id = flat_program();
  if (!surface_.id || !flat_.id) {
    failed_ = true;
    return;
  }
  surface_.matrix = glGetUniformLocation(surface_.id, "matrix");
  surface_.light = glGetUniformLocation(surface_.id, "light");
  glGenVertexArrays(1, &array_);
  glGenBuffers(1, &vertices_);
  glGenBuffers(1, &elements_);
  glBindVertexArray(array_);
  glBindBuffer(GL_ARRAY_BUFFER, vertices_);
  glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, elements_);
  for (const unsigned attribute : {0u, 1u}) {
    glEnableVertexAttribArray(attribute);
    glVertexAttribPointer(attribute, 3, GL_FLOAT, GL_FALSE, sizeof(Vertex),
                          reinterpret_cast<const void*>(attribute * 3 * sizeof(float)));
  }
  color_attribute(sizeof(Vertex), offsetof(Vertex, color));
  glGenVertexArrays(1, &path_array_);
  glGenBuffers(1, &path_vertices_);
  glBindVertexArray(path_array_);
  glBindBuffer(GL_ARRAY_BUFFER, path_vertices_);
  glEnableVertexAttribArray(0);
  glVertexAttribPointer(0, 4, GL_FLOAT, GL_FALSE, sizeof(FlatVertex), nullptr);
  color_attribute(sizeof(FlatVertex), offsetof(FlatVertex, color));
  glBindVertexArray(0);
}

bool GlSurfaceRenderer::resize(int width, int height) {
  if (width == width_ && height == height_) return true;
  if (!framebuffer_) {
    glGenFramebuffers(1, &framebuffer_);
    glGenFramebuffers(1, &resolved_);
    glGenRenderbuffers(1, &color_);
    glGenRenderbuffers(1, &depth_);
    glGenTextures(1, &texture_);
  }
  glBindRenderbuffer(GL_RENDERBUFFER, color_);
  glRenderbufferStorageMultisample(GL_RENDERBUFFER, samples, GL_RGBA8, width, height);
  glBindRenderbuffer(GL_RENDERBUFFER, depth_);
  glRenderbufferStorageMultisample(GL_RENDERBUFFER, samples, GL_DEPTH_COMPONENT24, width, height);
  glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_);
  glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER, color_);
  glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_DEPTH_ATTACHMENT, GL_RENDERBUFFER, depth_);
  bool fine = glCheckFramebufferStatus(GL_FRAMEBUFFER) == GL_FRAMEBUFFER_COMPLETE;
  glBindTexture(GL_TEXTURE_2D, texture_);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, width, height, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
  glBindFramebuffer(GL_FRAMEBUFFER, resolved_);
  glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, texture_, 0);
  fine = fine && glCheckFramebufferStatus(GL_FRAMEBUFFER) == GL_FRAMEBUFFER_COMPLETE;
  width_ = width;
  height_ = height;
  return fine;
}

void GlSurfaceRenderer::upload(const Surface3d& surface) {
  if (surface.version == version_) return;
  version_ = surface.version;
  const std::vector<Vector3> normal = plot::normals(surface);
  std::vector<Vertex> vertices;
  vertices.reserve(surface.points.size());
  for (size_t i = 0; i < surface.points.size(); ++i) {
    const Vector3 &p = surface.points[i], &n = normal[i];
    vertices.push_back({p[0], p[1], std::isfinite(p[2]) ? p[2] : 0, n[0], n[1], n[2], surface.colors[i]});
  }
  std::vector<uint32_t> indices;
  const auto columns = static_cast<uint32_t>(surface.columns);
  for (uint32_t row = 0; row + 1 < static_cast<uint32_t>(surface.rows); ++row) {
    for (uint32_t column = 0; column + 1 < columns; ++column) {
      const uint32_t corner = row * columns + column;
      const uint32_t around[] = {corner, corner + 1, corner + columns + 1, corner + columns};
      if (std::ranges::any_of(around, [&](uint32_t i) { return !std::isfinite(surface.points[i][2]); })) continue;
      for (const int i : {0, 1, 2, 0, 2, 3}) indices.push_back(around[i]);
    }
  }
  indices_ = static_cast<int>(indices.size());
  glBindVertexArray(array_);
  glBindBuffer(GL_ARRAY_BUFFER, vertices_);
  glBufferData(GL_ARRAY_BUFFER, static_cast<std::ptrdiff_t>(vertices.size() * sizeof(Vertex)), vertices.data(),
               GL_STATIC_DRAW);
  glBufferData(GL_ELEMENT_ARRAY_BUFFER, static_cast<std::ptrdiff_t>(indices.size() * sizeof(uint32_t)), indices.data(),
               GL_STATIC_DRAW);
}

void GlSurfaceRenderer::draw_paths(const Surface3d& surface, const Matrix4& matrix, float width, float height) {
  Shapes shapes(matrix, width, height);
  for (const Surface3d::Path& path : surface.paths) {
    for (size_t i = 1; i < path.points.size(); ++i)
      shapes.line(path.points[i - 1], path.points[i], path.color, path.width);
  }
  for (const Surface3d::Ball& ball : surface.balls) {
    shapes.disc(ball.at, surface.background, ball.radius + 1.5f, 0.010f);
    shapes.disc(ball.at, ball.color, ball.radius, 0.012f);
  }
  if (shapes.vertices.empty()) return;
  glUseProgram(flat_.id);
  glBindVertexArray(path_array_);
  glBindBuffer(GL_ARRAY_BUFFER, path_vertices_);
  glBufferData(GL_ARRAY_BUFFER, static_cast<std::ptrdiff_t>(shapes.vertices.size() * sizeof(FlatVertex)),
               shapes.vertices.data(), GL_STREAM_DRAW);
  glEnable(GL_BLEND);
  glBlendFunc(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA);
  glDrawArrays(GL_TRIANGLES, 0, static_cast<int>(shapes.vertices.size()));
}

ImTextureID GlSurfaceRenderer::render(const Surface3d& surface, int width, int height) {
  if (!built_) build();
  if (failed_ || !resize(width, height)) {
    failed_ = true;
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
    return {};
  }
  const Matrix4 matrix = plot::camera(surface, static_cast<float>(width), static_cast<float>(height));
  const Vector3 light = plot::light_direction(surface);
  upload(surface);
  glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_);
  glViewport(0, 0, width, height);
  const ImVec4 ground = ImGui::ColorConvertU32ToFloat4(surface.background);
  glClearColor(ground.x, ground.y, ground.z, 1);
  glDisable(GL_SCISSOR_TEST);
  glDisable(GL_CULL_FACE);
  glDisable(GL_BLEND);
  glEnable(GL_DEPTH_TEST);
  glEnable(GL_MULTISAMPLE);
  glClear(GL_COLOR_BUFFER_BIT | GL_DEPTH_BUFFER_BIT);
  glUseProgram(surface_.id);
  glUniformMatrix4fv(surface_.matrix, 1, GL_FALSE, matrix.data());
  glUniform3fv(surface_.light, 1, light.data());
  glBindVertexArray(array_);
  glDrawElements(GL_TRIANGLES, indices_, GL_UNSIGNED_INT, nullptr);
  draw_paths(surface, matrix, static_cast<float>(width), static_cast<float>(height));
  glBindVertexArray(0);
  glUseProgram(0);
  glDisable(GL_DEPTH_TEST);
  glBindFramebuffer(GL_READ_FRAMEBUFFER, framebuffer_);
  glBindFramebuffer(GL_DRAW_FRAMEBUFFER, resolved_);
  glBlitFramebuffer(0, 0, width, height, 0, 0, width, height, GL_COLOR_BUFFER_BIT, GL_NEAREST);
  glBindFramebuffer(GL_FRAMEBUFFER, 0);
  return reinterpret_cast<ImTextureID>(static_cast<uintptr_t>(texture_));
}

}  // namespace saddle::app
