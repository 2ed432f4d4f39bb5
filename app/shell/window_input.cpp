#include "shell/window_input.h"

#include <algorithm>
#include <limits>

#define GLFW_INCLUDE_NONE  // no OpenGL here
#include <GLFW/glfw3.h>
#include <imgui_impl_glfw.h>

namespace saddle::app {
namespace {

Hooks& hooks_of(GLFWwindow* window) { return *static_cast<Hooks*>(glfwGetWindowUserPointer(window)); }

int said_by(int key, int scancode, int mods) {
  const char* label = glfwGetKeyName(key, scancode);
  return key_by_label({.place = key,
                       .label = label ? label : "",
                       .control = (mods & GLFW_MOD_CONTROL) != 0,
                       .shift = (mods & GLFW_MOD_SHIFT) != 0});
}

}  // namespace

void attach(GLFWwindow* window, Hooks& hooks) {
  using Kind = InputEvent::Kind;
  glfwSetWindowUserPointer(window, &hooks);
  glfwSetDropCallback(window, [](GLFWwindow* w, int count, const char** files) {
    if (count > 0) hooks_of(w).application.open(files[0]);
  });
  glfwSetWindowFocusCallback(window, ImGui_ImplGlfw_WindowFocusCallback);
  glfwSetCursorPosCallback(
      window, [](GLFWwindow* w, double x, double y) { hooks_of(w).queue.push({.kind = Kind::move, .x = x, .y = y}); });
  glfwSetCursorEnterCallback(window, [](GLFWwindow* w, int entered) {
    ImGui_ImplGlfw_CursorEnterCallback(w, entered);
    if (!entered) hooks_of(w).queue.push({.kind = Kind::leave});
  });
  glfwSetMouseButtonCallback(window, [](GLFWwindow* w, int button, int action, int mods) {
    hooks_of(w).queue.push(
        {.kind = Kind::button, .code = button, .action = action, .mods = mods, .time = glfwGetTime()});
  });
  glfwSetScrollCallback(window, [](GLFWwindow* w, double x, double y) {
    hooks_of(w).queue.push({.kind = Kind::scroll, .x = x, .y = y});
  });
  glfwSetKeyCallback(window, [](GLFWwindow* w, int key, int scancode, int action, int mods) {
    Hooks& all = hooks_of(w);
    const int said = said_by(key, scancode, mods);
    const int code = action == GLFW_RELEASE ? all.held.up(scancode, said)
                     : action == GLFW_PRESS ? all.held.down(scancode, said)
                                            : said;
    if (action != GLFW_RELEASE) all.pressed = code;
    if (code != 0)
      all.queue.push({.kind = Kind::key, .code = code, .scancode = scancode, .action = action, .mods = mods});
  });
  // Of every character, whatever is held: it comes right behind its key.
  glfwSetCharModsCallback(window, [](GLFWwindow* w, unsigned int character, int mods) {
    Hooks& all = hooks_of(w);
    const bool control = (mods & GLFW_MOD_CONTROL) != 0 && (mods & GLFW_MOD_ALT) == 0;
    const int code = control ? key_by_character(character, all.pressed) : 0;
    if (code == 0) return;
    for (const int action : {GLFW_PRESS, GLFW_RELEASE})
      all.queue.push({.kind = Kind::key, .code = code, .action = action, .mods = mods});
  });
  glfwSetCharCallback(window, [](GLFWwindow* w, unsigned int character) {
    hooks_of(w).queue.push({.kind = Kind::character, .code = static_cast<int>(character)});
  });
}

void feed(GLFWwindow* window, Hooks& hooks) {
  hooks.trail.clear();
  const auto typing = ImGui::GetIO().WantTextInput ? InputQueue::Typing::on : InputQueue::Typing::off;
  for (const InputEvent& event : hooks.queue.next_frame(typing)) {
    switch (event.kind) {
      case InputEvent::Kind::move:
        hooks.mouse = {static_cast<float>(event.x), static_cast<float>(event.y)};
        hooks.trail.push_back(hooks.mouse);
#if IMGUI_VERSION_NUM >= 18700
        ImGui_ImplGlfw_CursorPosCallback(window, event.x, event.y);
#endif
        break;
      case InputEvent::Kind::leave:
        if (!hooks.down[0] && !hooks.down[1] && !hooks.down[2]) hooks.mouse = {-FLT_MAX, -FLT_MAX};
        break;
      case InputEvent::Kind::button:
        if (event.code >= 0 && event.code < 3) hooks.down[event.code] = event.action == GLFW_PRESS;
        // The frames between the two may have taken longer than a double click may.
        if (event.repeats && event.code >= 0 && event.code < 3)
          ImGui::GetIO().MouseClickedTime[event.code] = std::numeric_limits<double>::max();
        ImGui_ImplGlfw_MouseButtonCallback(window, event.code, event.action, event.mods);
        break;
      case InputEvent::Kind::key:
        ImGui_ImplGlfw_KeyCallback(window, event.code, event.scancode, event.action, event.mods);
        break;
      case InputEvent::Kind::character:
        ImGui_ImplGlfw_CharCallback(window, static_cast<unsigned int>(event.code));
        break;
      case InputEvent::Kind::scroll:
        ImGui_ImplGlfw_ScrollCallback(window, event.x, event.y);
        break;
    }
  }
  ImGui_ImplGlfw_NewFrame();
#if IMGUI_VERSION_NUM < 18700  // which looks at what the mouse does now, not at what it did when it clicked
  ImGuiIO& io = ImGui::GetIO();
  io.MousePos = hooks.mouse;
  std::copy_n(hooks.down, 3, io.MouseDown);
#endif
}

}  // namespace saddle::app
