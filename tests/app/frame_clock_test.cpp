#include "shell/frame_clock.h"

#include <algorithm>
#include <utility>

#include <gtest/gtest.h>

namespace saddle::app {
namespace {

using namespace std::chrono_literals;

// A window in which nothing waits: time goes on by what the clock says. Counts the frames of `span`.
class Watched {
 public:
  int frames(FrameClock::Clock::duration span, bool restless = false, bool moving = false) {
    int drawn = 0;
    const auto end = now_ + span;
    while (now_ < end) {
      // An event ends the waiting.
      const auto patience = happened_ ? 0ms : clock_.patience(now_);
      now_ += std::max<FrameClock::Clock::duration>(patience, 1ms);
      if (now_ > end) break;
      if (!clock_.wants_frame(now_, std::exchange(happened_, false), restless)) continue;
      clock_.began(now_, moving);
      ++drawn;
    }
    return drawn;
  }
  void event() { happened_ = true; }

 private:
  FrameClock clock_;
  FrameClock::Clock::time_point now_{1h};
  bool happened_ = false;
};

TEST(FrameClock, AnEventIsFollowedByAFewFramesAtOnceThenByAFewASecondAndThenByNone) {
  Watched window;
  window.frames(10s);
  window.event();
  EXPECT_EQ(window.frames(50ms), 3);
  const int after = window.frames(3s);
  EXPECT_GE(after, 8);
  EXPECT_LE(after, 12);
  EXPECT_EQ(window.frames(10s), 0);
}

TEST(FrameClock, WhatMovesIsDrawnAtTheRateOfAScreenAndNoFaster) {
  Watched window;
  window.event();
  window.frames(1s, false, true);
  const int second = window.frames(1s, false, true);
  EXPECT_GE(second, 60);
  EXPECT_LE(second, 75);
}

TEST(FrameClock, WhatChangesWithTimeIsDrawnFourTimesASecond) {
  Watched window;
  window.frames(10s);
  EXPECT_EQ(window.frames(10s, true), 40);
}

TEST(FrameClock, AWindowThatIsLeftAloneLooksUpEveryQuarterOfAMinute) {
  Watched window;
  window.frames(10s);
  EXPECT_EQ(window.frames(60s), 4);
}

}  // namespace
}  // namespace saddle::app
