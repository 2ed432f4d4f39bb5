#pragma once

#include <deque>
#include <map>
#include <vector>

namespace saddle::app {

// What mouse and keyboard did, in GLFW's terms.
struct InputEvent {
  enum class Kind { move, leave, button, key, character, scroll };
  Kind kind = Kind::move;
  int code = 0;  // button, key, or character
  int scancode = 0, action = 0, mods = 0;
  double x = 0, y = 0;   // position in the window, or wheel
  double time = 0;       // when it came, in seconds
  bool repeats = false;  // a press soon after another of the same button; the queue finds out
};

// Deals events out to frames. However slow the frames are, no click and no key is lost: a frame gets at most one change
// of the buttons, with the mouse where it was then, and one change of each key, with Shift and Control as they were
// then; the rest waits for the next. Text is typed into a field as fast as it comes: all of it goes into one frame, up
// to a key that edits, such as Backspace, Enter or an arrow. Two clicks are a double click by when they came, not by
// when their frames are drawn.
class InputQueue {
 public:
  void push(InputEvent event);
  enum class Typing { off, on };
  // `typing`: a text field takes what is typed.
  std::vector<InputEvent> next_frame(Typing typing = Typing::off);
  bool empty() const { return waiting_.empty(); }

 private:
  std::deque<InputEvent> waiting_;
  std::map<int, double> pressed_;  // when each button was pressed last
};

}  // namespace saddle::app
