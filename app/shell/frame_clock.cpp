#include "shell/frame_clock.h"

#include <algorithm>

namespace saddle::app {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

// Frames drawn after anything happened: ImGui settles hover, focus and layout over a few of them.
constexpr int settling_frames = 3;
// Just above the rate of a usual screen. Where nothing waits for the screen, no processor is spent on more.
constexpr milliseconds shortest_frame{14};
constexpr milliseconds tick{250};
// Longer than any tooltip is waited for, and than the settings and the drawing wait to be stored.
constexpr seconds unrest{3};
// Weights that were too many to be saved at once are saved then.
constexpr seconds longest_frame{15};

}  // namespace

FrameClock::Clock::duration FrameClock::patience(Clock::time_point now) const {
  if (settling_ == 0) return tick;
  return std::clamp<Clock::duration>(shortest_frame - (now - drawn_at_), Clock::duration::zero(), shortest_frame);
}

bool FrameClock::wants_frame(Clock::time_point now, bool happened, bool restless) {
  if (happened) {
    happened_at_ = now;
    settling_ = settling_frames;
  }
  if (settling_ > 0) {
    --settling_;
    return true;
  }
  return restless || now - happened_at_ < unrest || now - drawn_at_ >= longest_frame;
}

void FrameClock::began(Clock::time_point now, bool moving) {
  drawn_at_ = now;
  if (!moving) return;
  happened_at_ = now;
  settling_ = settling_frames;
}

}  // namespace saddle::app
