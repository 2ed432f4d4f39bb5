#pragma once

struct GLFWwindow;

namespace saddle::app {

// The window covers the screen that it is mostly on, or stands where it was.
class FullScreen {
 public:
  bool on() const { return on_; }
  void set(GLFWwindow* window, bool on);

 private:
  bool on_ = false;
  int x_ = 0, y_ = 0, width_ = 0, height_ = 0;  // where it stood
};

}  // namespace saddle::app
