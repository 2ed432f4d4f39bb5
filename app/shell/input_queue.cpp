#include "shell/input_queue.h"

#include <algorithm>

namespace saddle::app {

std::vector<InputEvent> InputQueue::next_frame() {
  using Kind = InputEvent::Kind;
  std::vector<InputEvent> frame;
  bool button_changed = false;
  while (!waiting_.empty()) {
    const InputEvent& event = waiting_.front();
    const bool of_mouse = event.kind == Kind::move || event.kind == Kind::button || event.kind == Kind::leave;
    if (button_changed && of_mouse) break;
    const bool again = event.kind == Kind::key && std::ranges::any_of(frame, [&](const InputEvent& earlier) {
                         return earlier.kind == Kind::key && earlier.code == event.code;
                       });
    if (again) break;
    button_changed = button_changed || event.kind == Kind::button;
    frame.push_back(event);
    waiting_.pop_front();
  }
  return frame;
}

}  // namespace saddle::app
