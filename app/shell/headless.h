#pragma once

#include <functional>
#include <string>

#include <imgui.h>

#include "saddle/picture.h"
#include "shell/application.h"
#include "ui/chord.h"

namespace saddle::app {

// The application without a window: an ImGui context of its own, injected input, frames of a fixed length. For tests,
// and for pictures where there is no display. One at a time on a thread.
class Headless {
 public:
  // `wake`: called whenever a worker has something new to draw, on the worker's thread.
  Headless(
      ApplicationOptions options, int width, int height, std::function<void()> wake = [] {});
  ~Headless();
  Headless(const Headless&) = delete;
  Headless& operator=(const Headless&) = delete;

  Application& application() { return *application_; }
  void frame();
  void frames(int count);
  PixelImage picture();  // of the last frame

  // Clicks as a user would: moves there, presses, releases, with a frame after each. Returns false if no such widget
  // was drawn.
  bool click(std::string_view mark);
  void move(float x, float y);
  void press();
  void release();
  void wheel(float steps);
  void press(const ui::Chord& chord);
  void key(ImGuiKey key, bool control = false);
  void key(char character, bool control = false);  // a digit, a comma or a period
  void write(const std::string& text);             // over what is selected, then Enter
  const ui::Mark* mark(std::string_view name) const;
  std::string text(std::string_view mark) const;  // what it says; "" where it was not drawn

 private:
  ImGuiContext* context_;
  std::unique_ptr<Application> application_;
};

}  // namespace saddle::app
