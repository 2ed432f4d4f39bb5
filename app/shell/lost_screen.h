#pragma once

namespace saddle::app {

class Application;

// While it lives: where the X server goes away, the application saves what it has (Application::rescue()), and the
// program ends. Xlib itself would end it without another word. One at a time.
class LostScreen {
 public:
  explicit LostScreen(Application& application);
  ~LostScreen();
  LostScreen(const LostScreen&) = delete;
  LostScreen& operator=(const LostScreen&) = delete;
};

}  // namespace saddle::app
