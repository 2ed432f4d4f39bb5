#include "shell/lost_screen.h"

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <dlfcn.h>
#include <unistd.h>

#include "shell/application.h"

namespace saddle::app {
namespace {

using Handler = int(void* display);
using SetHandler = Handler*(Handler*);

Application* watched = nullptr;
Handler* handler_before = nullptr;
std::atomic_flag lost;

// Xlib does not go on after this. Whoever else speaks to the screen meanwhile waits for the end.
int save_and_end(void*) {
  while (lost.test_and_set()) ::pause();
  std::fputs("saddle: the screen is gone; the run, the drawing and the draft are kept for the next start\n", stderr);
  if (watched) watched->rescue();
  std::_Exit(1);
}

// GLFW loads Xlib itself, and does not where the screen is Wayland's.
SetHandler* setter() {
  void* const library = dlopen("libX11.so.6", RTLD_LAZY | RTLD_NOLOAD);
  return library ? reinterpret_cast<SetHandler*>(dlsym(library, "XSetIOErrorHandler")) : nullptr;
}

}  // namespace

LostScreen::LostScreen(Application& application) {
  watched = &application;
  if (SetHandler* const set = setter()) handler_before = set(save_and_end);
}

LostScreen::~LostScreen() {
  if (SetHandler* const set = setter()) set(handler_before);
  watched = nullptr;
}

}  // namespace saddle::app
