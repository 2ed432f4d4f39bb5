#include "shell/surface_shaders.h"

#include <glad/gl.h>

namespace saddle::app {
namespace {

constexpr const char* surface_vertex = R"(#version 330 core
layout(location = 0) in vec3 position;
layout(location = 1) in vec3 normal;
layout(location = 2) in vec4 color;
uniform mat4 matrix;
out vec3 facing;
out vec4 tint;
void main() {
  facing = normal;
  tint = color;
  gl_Position = matrix * vec4(position, 1);
})";
// The light of plot::brightness().
constexpr const char* surface_fragment = R"(#version 330 core
in vec3 facing;
in vec4 tint;
uniform vec3 light;
out vec4 result;
void main() {
  float shine = 0.52 + 0.58 * max(0.0, dot(light, normalize(facing)));
  result = vec4(tint.rgb * shine, 1);
})";
constexpr const char* flat_vertex = R"(#version 330 core
layout(location = 0) in vec4 clip;
layout(location = 2) in vec4 color;
out vec4 tint;
void main() {
  tint = color;
  gl_Position = clip;
})";
constexpr const char* flat_fragment = R"(#version 330 core
in vec4 tint;
out vec4 result;
void main() { result = tint; })";

unsigned shader(unsigned kind, const char* text) {
  const unsigned id = glCreateShader(kind);
  glShaderSource(id, 1, &text, nullptr);
  glCompileShader(id);
  return id;
}

unsigned link(const char* vertex, const char* fragment) {
  const unsigned a = shader(GL_VERTEX_SHADER, vertex), b = shader(GL_FRAGMENT_SHADER, fragment);
  const unsigned id = glCreateProgram();
  glAttachShader(id, a);
  glAttachShader(id, b);
  glLinkProgram(id);
  glDeleteShader(a);
  glDeleteShader(b);
  int fine = 0;
  glGetProgramiv(id, GL_LINK_STATUS, &fine);
  if (fine) return id;
  glDeleteProgram(id);
  return 0;
}

}  // namespace

unsigned surface_program() { return link(surface_vertex, surface_fragment); }

unsigned flat_program() { return link(flat_vertex, flat_fragment); }

}  // namespace saddle::app
