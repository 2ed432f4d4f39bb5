#pragma once

#include <functional>
#include <string>

#include "saddle/picture.h"
#include "shell/application.h"

namespace saddle::app {

struct WindowOptions {
  bool follows_screens = true;  // everything is as large as the screen wants on which the window is
  bool keeps_size = false;      // the settings say how large the window is, whatever the screen is
  std::string marks = {};       // writes where every widget is to this file, a few times a second
  // Called after each frame; if it returns true, the frame's picture is handed over and the window closes.
  std::function<bool(const Application&)> finished = {};
  std::function<void(const PixelImage&)> picture = {};
};

// Returns false if there is no display to open a window on.
bool has_display();

// Opens the window and runs it until it is closed; returns its last settings. Throws Error if no window can be opened.
Settings run_window(ApplicationOptions application, const WindowOptions& options);

}  // namespace saddle::app
