#pragma once

#include <cstdint>
#include <optional>

namespace saddle::app {

struct Frame;

inline constexpr int most_moments_mb = 1 << 16;

// Where in the past of the run its panels look. What was asked for goes to the worker (command::LookBack), whose
// snapshots say what readings are of: RunSnapshot::looked_at.
struct TimeTravel {
  std::optional<int64_t> step = {};  // of a moment that is kept; empty: now
  bool plays = false;                // moves on by itself, to now
  double waited = 0;                 // seconds since it did
  uint64_t run = 0;                  // of which run it is
  bool prepared = false;             // the worker knows that one may look back
};

// There is a past to go to.
bool can_look_back(const Frame& frame);
// To be called as soon as it may come to that, however often: so that the first look is answered as fast as the next.
void prepare_to_look_back(Frame& frame);
// To the moment nearest to a step, or to now where that is nearer.
void look_back(Frame& frame, int64_t step);
void look_now(Frame& frame);
// So many moments later, or earlier; the one after the last is now.
void look_by(Frame& frame, int moments);
// Replays: from the beginning, where one looks at now. Or stops.
void replay(Frame& frame);
// To be called once a frame: goes on replaying, and forgets the past of a run that is gone.
void follow_time(Frame& frame, double seconds);

}  // namespace saddle::app
