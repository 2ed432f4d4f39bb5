#include "shell/full_screen.h"

#include <algorithm>
#include <cstdint>

#define GLFW_INCLUDE_NONE  // no OpenGL here
#include <GLFW/glfw3.h>

namespace saddle::app {

void FullScreen::set(GLFWwindow* window, bool on) {
  if (on == on_) return;
  on_ = on;
  if (!on) {
    glfwSetWindowMonitor(window, nullptr, x_, y_, width_, height_, GLFW_DONT_CARE);
    return;
  }
  glfwGetWindowPos(window, &x_, &y_);
  glfwGetWindowSize(window, &width_, &height_);
  GLFWmonitor* const monitor = most_covered();
  if (!monitor) return;
  const GLFWvidmode& mode = *glfwGetVideoMode(monitor);
  glfwSetWindowMonitor(window, monitor, 0, 0, mode.width, mode.height, mode.refreshRate);
}

GLFWmonitor* FullScreen::most_covered() const {
  int count = 0;
  GLFWmonitor** const all = glfwGetMonitors(&count);
  GLFWmonitor* best = nullptr;
  int64_t most = -1;
  for (int i = 0; i < count; ++i) {
    int x = 0, y = 0;
    glfwGetMonitorPos(all[i], &x, &y);
    const GLFWvidmode& mode = *glfwGetVideoMode(all[i]);
    const int64_t wide = std::min(x + mode.width, x_ + width_) - std::max(x, x_),
                  high = std::min(y + mode.height, y_ + height_) - std::max(y, y_);
    const int64_t covered = wide > 0 && high > 0 ? wide * high : 0;
    if (covered <= most) continue;
    most = covered;
    best = all[i];
  }
  return best;
}

}  // namespace saddle::app
