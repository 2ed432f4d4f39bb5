#include "shell/full_screen.h"

#define GLFW_INCLUDE_NONE  // no OpenGL here
#include <GLFW/glfw3.h>

#include "shell/monitors.h"

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
  GLFWmonitor* const monitor = most_covered(x_, y_, width_, height_);
  if (!monitor) return;
  const GLFWvidmode& mode = *glfwGetVideoMode(monitor);
  glfwSetWindowMonitor(window, monitor, 0, 0, mode.width, mode.height, mode.refreshRate);
}

}  // namespace saddle::app
