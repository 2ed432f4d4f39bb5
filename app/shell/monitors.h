#pragma once

#include "shell/settings.h"

struct GLFWmonitor;
struct GLFWwindow;

namespace saddle::app {

// The monitor that shows most of an area of the desktop, in screen coordinates; null without any.
GLFWmonitor* most_covered(int x, int y, int width, int height);

// A monitor, as far as the scale depends on it; of null, an empty one.
Screen screen_of(GLFWmonitor* monitor);
// The one that shows most of the window. Where the system enlarges windows by itself, that is no part of the scale.
Screen screen_of(GLFWwindow* window);

}  // namespace saddle::app
