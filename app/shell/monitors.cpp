#include "shell/monitors.h"

#include <algorithm>
#include <cstdint>

#include <fmt/format.h>

#define GLFW_INCLUDE_NONE  // no OpenGL here
#include <GLFW/glfw3.h>

namespace saddle::app {

GLFWmonitor* most_covered(int left, int top, int width, int height) {
  int count = 0;
  GLFWmonitor** const all = glfwGetMonitors(&count);
  GLFWmonitor* best = nullptr;
  int64_t most = -1;
  for (int i = 0; i < count; ++i) {
    int x = 0, y = 0;
    glfwGetMonitorPos(all[i], &x, &y);
    const GLFWvidmode* mode = glfwGetVideoMode(all[i]);
    if (!mode) continue;
    const int64_t wide = std::min(x + mode->width, left + width) - std::max(x, left),
                  high = std::min(y + mode->height, top + height) - std::max(y, top);
    const int64_t covered = wide > 0 && high > 0 ? wide * high : 0;
    if (covered <= most) continue;
    most = covered;
    best = all[i];
  }
  return best;
}

Screen screen_of(GLFWmonitor* monitor) {
  const GLFWvidmode* mode = monitor ? glfwGetVideoMode(monitor) : nullptr;
  if (!mode) return {};
  float x = 1, y = 1;
  glfwGetMonitorContentScale(monitor, &x, &y);
  const char* name = glfwGetMonitorName(monitor);
  return {.name = fmt::format("{} {}x{}", name ? name : "", mode->width, mode->height),
          .width = mode->width,
          .height = mode->height,
          .content_scale = static_cast<double>(x)};
}

Screen screen_of(GLFWwindow* window) {
  int x = 0, y = 0, width = 0, height = 0, pixels = 0, rows = 0;
  glfwGetWindowPos(window, &x, &y);
  glfwGetWindowSize(window, &width, &height);
  glfwGetFramebufferSize(window, &pixels, &rows);
  Screen screen = screen_of(most_covered(x, y, width, height));
  if (width > 0 && pixels > width) screen.content_scale *= static_cast<double>(width) / pixels;
  return screen;
}

}  // namespace saddle::app
