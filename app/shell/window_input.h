#pragma once

#include <cfloat>
#include <vector>

#include <imgui.h>

#include "shell/application.h"
#include "shell/input_queue.h"
#include "shell/key_label.h"

struct GLFWwindow;

// From what GLFW reports to what ImGui is told, through the queue that loses no click.
namespace saddle::app {

// What the callbacks of a window reach.
struct Hooks {
  Application& application;
  InputQueue queue = {};
  HeldKeys held = {};
  int pressed = 0;  // the key that was pressed last, by what it says
  ImVec2 mouse = {-FLT_MAX, -FLT_MAX};
  bool down[3] = {};
  std::vector<ImVec2> trail = {};  // where the mouse passed since the frame before
};

// Installs the window's callbacks. `hooks` must stay where it is while events are polled.
void attach(GLFWwindow* window, Hooks& hooks);

// Passes this frame's events to ImGui.
void feed(GLFWwindow* window, Hooks& hooks);

}  // namespace saddle::app
