#include "shell/window.h"

// glad before GLFW, which would include the system's OpenGL header.
#include <glad/gl.h>
// clang-format off
#include <GLFW/glfw3.h>
// clang-format on
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <sys/resource.h>
#include <unistd.h>
#include <vector>

#include <imgui.h>
#include <imgui_impl_glfw.h>
#include <imgui_impl_opengl3.h>

#include "saddle/error.h"
#include "shell/frame_clock.h"
#include "shell/full_screen.h"
#include "shell/lost_screen.h"
#include "shell/marks_file.h"
#include "shell/monitors.h"
#include "shell/screen_scale.h"
#include "shell/surface_renderer.h"
#include "shell/window_input.h"

namespace saddle::app {
namespace {

// How often it is looked where the window is.
constexpr std::chrono::milliseconds look_interval{300};
// Longer than ImGui's own, for machines that draw a few frames a second.
constexpr float double_click_seconds = 0.45f;

// On a worker thread: where the processor is short, drawing comes first. Threads that it starts do the same.
void give_way() {
  static thread_local bool done = false;
  if (done) return;
  done = true;
  setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), 5);
}

// A worker has something new to draw.
std::atomic<bool> woken{false};

// Ctrl+C, a terminal that closes and a system that shuts down end the program after a frame.
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
  Window(int width, int height, bool waits) {
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
    handle = glfwCreateWindow(width, height, "Saddle", nullptr, nullptr);
    if (!handle) throw Error("", "no window can be opened: {}; Saddle needs OpenGL 3.3", Glfw::reason());
    glfwMakeContextCurrent(handle);
    if (!gladLoadGL(glfwGetProcAddress))
      throw Error("", "OpenGL 3.3 cannot be loaded; install a graphics driver (libgl1-mesa-dri)");
    glfwSwapInterval(waits ? 1 : 0);
    glfwSetWindowSizeLimits(handle, 640, 480, GLFW_DONT_CARE, GLFW_DONT_CARE);
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
#if IMGUI_VERSION_NUM >= 18700  // which would hand out a key a frame; the InputQueue says what goes into one
    ImGui::GetIO().ConfigInputTrickleEventQueue = false;
#endif
    ImGui_ImplGlfw_InitForOpenGL(window, false);  // its callbacks are called from the queue
    ImGui_ImplOpenGL3_Init("#version 330 core");
  }
  ~Backend() {
    ImGui_ImplOpenGL3_Shutdown();
    ImGui_ImplGlfw_Shutdown();
    ImGui::DestroyContext();
  }
};

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
  application.rendered(*ImGui::GetDrawData());
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

// Returns whether a frame is to be drawn now.
bool wait_for_frame(FrameClock& clock, const Hooks& hooks) {
  using Seconds = std::chrono::duration<double>;
  const auto before = FrameClock::Clock::now(), until = before + clock.patience(before);
  if (until == before)
    glfwPollEvents();
  else
    glfwWaitEventsTimeout(Seconds(until - before).count());
  const auto now = FrameClock::Clock::now();
  // Not all that the system sends comes through the queue: a window is uncovered, or resized.
  const bool happened = woken.exchange(false) || !hooks.queue.empty() || now < until;
  if (!clock.wants_frame(now, happened, hooks.application.restless())) return false;
  clock.began(now, hooks.application.moving());
  return true;
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
  Settings& settings = application_options.settings;
  if (options.follows_screens) {
    const Screen first = screen_of(glfwGetPrimaryMonitor());
    move_to(settings, first);
    if (!options.keeps_size) size_for(settings, first);
  }
  const Window window(settings.width, settings.height, !options.finished);
  const Backend backend(window.handle);
  GlSurfaceRenderer surfaces;
  Application application(std::move(application_options), [] {
    give_way();
    woken = true;
    glfwPostEmptyEvent();
  });
  application.use(surfaces);
  Hooks hooks{application};
  attach(window.handle, hooks);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    if (std::signal(signal, [](int) { asked_to_end = 1; }) == SIG_IGN) std::signal(signal, SIG_IGN);  // nohup
  }
  const LostScreen lost_screen(application);
  auto written = std::chrono::steady_clock::now();
  auto looked = written - look_interval;
  FrameClock clock;
  FullScreen full_screen;
  while (!asked_to_end && !application.quits()) {
    // A picture is wanted as soon as it can be had.
    if (options.finished)
      glfwPollEvents();
    else if (!wait_for_frame(clock, hooks))
      continue;
    if (!full_screen.on()) {
      int width = 0, height = 0;
      glfwGetWindowSize(window.handle, &width, &height);
      application.resized(width, height);
    }
    if (glfwWindowShouldClose(window.handle)) {  // its button was pressed
      glfwSetWindowShouldClose(window.handle, GLFW_FALSE);
      application.close();
    }
    if (options.follows_screens && std::chrono::steady_clock::now() - looked > look_interval) {
      application.on_screen(screen_of(window.handle));
      looked = std::chrono::steady_clock::now();
    }
    draw(hooks, window.handle);
    full_screen.set(window.handle, application.full_screen());
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
  if (asked_to_end) application.rescue();
  return application.settings_to_store();
}

}  // namespace saddle::app
