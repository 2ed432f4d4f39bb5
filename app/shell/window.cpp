#include "shell/window.h"

// glad before GLFW, which would include the system's OpenGL header.
#include <glad/gl.h>
// clang-format off
#include <GLFW/glfw3.h>
// clang-format on
#include <algorithm>
#include <cfloat>
#include <chrono>
#include <cmath>
#include <csignal>
#include <cstdlib>
#include <sys/resource.h>
#include <unistd.h>
#include <vector>

#include <imgui.h>
#include <imgui_impl_glfw.h>
#include <imgui_impl_opengl3.h>

#include "saddle/error.h"
#include "shell/input_queue.h"
#include "shell/marks_file.h"
#include "shell/scene_renderer.h"

namespace saddle::app {
namespace {

// Frames drawn after anything happened: ImGui settles hover, focus and layout over a few of them.
constexpr int settling_frames = 3;
constexpr double idle_seconds = 0.25;
// Longer than ImGui's own, for machines that draw a few frames a second.
constexpr float double_click_seconds = 0.45f;

// On a worker thread: where the processor is short, drawing comes first. Threads that it starts do the same.
void give_way() {
  static thread_local bool done = false;
  if (done) return;
  done = true;
  setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), 5);
}

// Ctrl+C and a system that shuts down end the program as its close button does.
volatile std::sig_atomic_t asked_to_end = 0;

struct Glfw {
  Glfw() {
    if (!glfwInit()) throw Error("", "no window can be opened: {}; without a display, use saddle train", reason());
  }
  ~Glfw() { glfwTerminate(); }
  static std::string reason() {
    const char* text = nullptr;
    glfwGetError(&text);
    return text ? text : "there is no display";
  }
};

struct Window {
  explicit Window(const WindowOptions& options) {
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
    handle = glfwCreateWindow(options.width, options.height, "Saddle", nullptr, nullptr);
    if (!handle) throw Error("", "no window can be opened: {}; Saddle needs OpenGL 3.3", Glfw::reason());
    glfwMakeContextCurrent(handle);
    if (!gladLoadGL(glfwGetProcAddress))
      throw Error("", "OpenGL 3.3 cannot be loaded; install a graphics driver (libgl1-mesa-dri)");
    glfwSwapInterval(options.finished ? 0 : 1);
    glfwSetWindowSizeLimits(handle, 800, 560, GLFW_DONT_CARE, GLFW_DONT_CARE);
  }
  ~Window() { glfwDestroyWindow(handle); }
  GLFWwindow* handle = nullptr;
};

struct Backend {
  explicit Backend(GLFWwindow* window) {
    ImGui::CreateContext();
    ImGui::GetIO().IniFilename = nullptr;
    ImGui::GetIO().ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
    ImGui::GetIO().MouseDoubleClickTime = double_click_seconds;
    ImGui_ImplGlfw_InitForOpenGL(window, false);  // its callbacks are called from the queue
    ImGui_ImplOpenGL3_Init("#version 330 core");
  }
  ~Backend() {
    ImGui_ImplOpenGL3_Shutdown();
    ImGui_ImplGlfw_Shutdown();
    ImGui::DestroyContext();
  }
};

// The window covers the screen that it is mostly on, or stands where it was.
class FullScreen {
 public:
  bool on() const { return on_; }
  void set(GLFWwindow* window, bool on) {
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

 private:
  GLFWmonitor* most_covered() const {
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

  bool on_ = false;
  int x_ = 0, y_ = 0, width_ = 0, height_ = 0;  // where it stood
};

// What the callbacks of a window reach.
struct Hooks {
  Application& application;
  InputQueue queue = {};
  ImVec2 mouse = {-FLT_MAX, -FLT_MAX};
  bool down[3] = {};
  std::vector<ImVec2> trail = {};  // where the mouse passed since the frame before
};

Hooks& hooks_of(GLFWwindow* window) { return *static_cast<Hooks*>(glfwGetWindowUserPointer(window)); }

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
    hooks_of(w).queue.push({.kind = Kind::button, .code = button, .action = action, .mods = mods});
  });
  glfwSetScrollCallback(window, [](GLFWwindow* w, double x, double y) {
    hooks_of(w).queue.push({.kind = Kind::scroll, .x = x, .y = y});
  });
  glfwSetKeyCallback(window, [](GLFWwindow* w, int key, int scancode, int action, int mods) {
    hooks_of(w).queue.push({.kind = Kind::key, .code = key, .scancode = scancode, .action = action, .mods = mods});
  });
  glfwSetCharCallback(window, [](GLFWwindow* w, unsigned int character) {
    hooks_of(w).queue.push({.kind = Kind::character, .code = static_cast<int>(character)});
  });
}

// The events of this frame go to ImGui.
void feed(GLFWwindow* window, Hooks& hooks) {
  hooks.trail.clear();
  for (const InputEvent& event : hooks.queue.next_frame()) {
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

void draw(Hooks& hooks, GLFWwindow* window) {
  Application& application = hooks.application;
  const bool new_fonts = application.prepare();
#if IMGUI_VERSION_NUM < 19200  // from then on the backend sees by itself
  if (new_fonts) {
    ImGui_ImplOpenGL3_DestroyFontsTexture();
    ImGui_ImplOpenGL3_CreateFontsTexture();
  }
#else
  (void)new_fonts;
#endif
  ImGui_ImplOpenGL3_NewFrame();
  feed(window, hooks);
  ImGui::NewFrame();
  application.draw(hooks.trail);
  ImGui::Render();
  int width = 0, height = 0;
  glfwGetFramebufferSize(window, &width, &height);
  glViewport(0, 0, width, height);
  const ImVec4 clear = ImGui::ColorConvertU32ToFloat4(application.background());
  glClearColor(clear.x, clear.y, clear.z, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

PixelImage read_pixels(GLFWwindow* window) {
  PixelImage picture{.channels = 3};
  glfwGetFramebufferSize(window, &picture.width, &picture.height);
  const size_t row = 3 * static_cast<size_t>(picture.width);
  std::vector<uint8_t> upwards(row * static_cast<size_t>(picture.height));
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glReadPixels(0, 0, picture.width, picture.height, GL_RGB, GL_UNSIGNED_BYTE, upwards.data());
  for (size_t y = static_cast<size_t>(picture.height); y-- > 0;) {
    picture.pixels.insert(picture.pixels.end(), upwards.begin() + static_cast<std::ptrdiff_t>(y * row),
                          upwards.begin() + static_cast<std::ptrdiff_t>((y + 1) * row));
  }
  return picture;
}

}  // namespace

bool has_display() {
  const auto named = [](const char* name) {
    const char* value = std::getenv(name);
    return value && *value;
  };
  return named("DISPLAY") || named("WAYLAND_DISPLAY");
}

Settings run_window(ApplicationOptions application_options, const WindowOptions& options) {
  const Glfw glfw;
  const Window window(options);
  const Backend backend(window.handle);
  GlSceneRenderer scenes;
  if (!options.exact_size) {
    float scale_x = 1, scale_y = 1;
    glfwGetWindowContentScale(window.handle, &scale_x, &scale_y);
    if (scale_x > 1 && application_options.settings.scale == 1)
      application_options.settings.scale = static_cast<double>(scale_x);
  }
  Application application(std::move(application_options), [] {
    give_way();
    glfwPostEmptyEvent();
  });
  application.use(scenes);
  Hooks hooks{application};
  attach(window.handle, hooks);
  for (const int signal : {SIGINT, SIGTERM}) std::signal(signal, [](int) { asked_to_end = 1; });
  auto written = std::chrono::steady_clock::now();
  int settling = settling_frames;
  FullScreen full_screen;
  while (!glfwWindowShouldClose(window.handle) && !asked_to_end) {
    if (settling > 0) {
      glfwPollEvents();
      --settling;
    } else {
      glfwWaitEventsTimeout(idle_seconds);
      settling = settling_frames - 1;
    }
    if (!full_screen.on()) {
      int width = 0, height = 0;
      glfwGetWindowSize(window.handle, &width, &height);
      application.resized(width, height);
    }
    draw(hooks, window.handle);
    full_screen.set(window.handle, application.full_screen());
    if (!hooks.queue.empty() || application.moving()) settling = settling_frames;
    const auto now = std::chrono::steady_clock::now();
    if (!options.marks.empty() && now - written > std::chrono::milliseconds(100)) {
      write_marks(options.marks, application.marks());
      written = now;
    }
    if (options.finished && options.finished(application)) {
      options.picture(read_pixels(window.handle));
      break;
    }
    glfwSwapBuffers(window.handle);
  }
  return application.settings();
}

}  // namespace saddle::app
