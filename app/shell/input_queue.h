#pragma once

#include <deque>
#include <vector>

namespace saddle::app {

// What mouse and keyboard did, in GLFW's terms.
struct InputEvent {
  enum class Kind { move, leave, button, key, character, scroll };
  Kind kind = Kind::move;
  int code = 0;  // button, key, or character
  int scancode = 0, action = 0, mods = 0;
  double x = 0, y = 0;  // position in the window, or wheel
};

// Deals events out to frames. However slow the frames are, no click and no key is lost: a frame gets at most one change
// of the buttons, with the mouse where it was then, and one change of each key, with Shift and Control as they were
// then; the rest waits for the next.
class InputQueue {
 public:
  void push(const InputEvent& event) { waiting_.push_back(event); }
  std::vector<InputEvent> next_frame();
  bool empty() const { return waiting_.empty(); }

 private:
  std::deque<InputEvent> waiting_;
};

}  // namespace saddle::app
