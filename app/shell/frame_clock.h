#pragma once

#include <chrono>

namespace saddle::app {

// Decides when the window draws: as often as a screen can show while something moves, now and then for a moment after
// the last event (a tooltip opens, a save falls due), and then not at all until something happens. Knows no window.
class FrameClock {
 public:
  using Clock = std::chrono::steady_clock;

  // Returns how long an event is waited for before wants_frame() is asked.
  Clock::duration patience(Clock::time_point now) const;
  // Returns whether a frame is to be drawn now. `happened`: there was an event. `restless`: what is on the screen
  // changes with time.
  bool wants_frame(Clock::time_point now, bool happened, bool restless);
  // A frame begins. `moving`: it is to be followed by others.
  void began(Clock::time_point now, bool moving);

 private:
  int settling_ = 3;  // frames still to be drawn
  Clock::time_point happened_at_{}, drawn_at_{};
};

}  // namespace saddle::app
