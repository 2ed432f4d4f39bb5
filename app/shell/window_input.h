#pragma once

#include <cfloat>
#include <vector>

#include <imgui.h>

#include "shell/application.h"
#include "shell/input_queue.h"

struct GLFWwindow;

// From what GLFW reports to what ImGui is told, through the queue that loses no click.
namespace saddle::app {

// What the callbacks of a window reach.
struct Hooks {
  Application& application;
  InputQueue queue = {};
  ImVec2 mouse = {-FLT_MAX, -FLT_MAX};
  bool down[3] = {};
  std::vector<ImVec2> trail = {};  // where the mouse passed since the frame before
};

// The window calls back from now on: `hooks` stays where it is for as long as events are polled.
void attach(GLFWwindow* window, Hooks& hooks);

// The events of this frame go to ImGui.
void feed(GLFWwindow* window, Hooks& hooks);

}  // namespace saddle::app
