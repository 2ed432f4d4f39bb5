#include "model/time_travel.h"

#include <algorithm>
#include <cstdlib>
#include <vector>

#include "model/frame.h"

namespace saddle::app {
namespace {

// A whole replay takes about so long, in seconds, but no moment is shorter or longer than these.
constexpr double replay_seconds = 10, shortest = 1.0 / 20, longest = 0.4;

const std::vector<int64_t>& moments(const Frame& frame) {
  static const std::vector<int64_t> none;
  const auto& steps = frame.training.now.moments.steps;
  return steps ? *steps : none;
}

// The place of the moment that is looked at, or that of now, after the last.
std::ptrdiff_t place(const Frame& frame) {
  const auto& steps = moments(frame);
  const auto& time = frame.focus.time;
  if (!time.step) return std::ssize(steps);
  return std::ranges::lower_bound(steps, *time.step) - steps.begin();
}

void go_to(Frame& frame, std::ptrdiff_t place) {
  const auto& steps = moments(frame);
  // That of the present step is now.
  const bool is_now = place >= std::ssize(steps) || steps[static_cast<size_t>(place)] >= frame.training.now.steps;
  if (is_now) return look_now(frame);
  const int64_t step = steps[static_cast<size_t>(std::max<std::ptrdiff_t>(place, 0))];
  if (frame.focus.time.step == step) return;
  frame.focus.time.step = step;
  frame.training.send(command::LookBack{step});
}

}  // namespace

bool can_look_back(const Frame& frame) {
  const auto& steps = moments(frame);
  return !steps.empty() && steps.front() < frame.training.now.steps && frame.training.now.status != Status::failed;
}

void prepare_to_look_back(Frame& frame) {
  TimeTravel& time = frame.focus.time;
  if (time.prepared || time.run != frame.training.now.run || !can_look_back(frame)) return;
  time.prepared = true;
  frame.training.send(command::PrepareToLookBack{});
}

void look_now(Frame& frame) {
  TimeTravel& time = frame.focus.time;
  time.plays = false;
  if (!time.step && !frame.training.now.looked_at) return;
  time.step.reset();
  frame.training.send(command::LookNow{});
}

void look_back(Frame& frame, int64_t step) {
  if (!can_look_back(frame)) return;
  const auto& steps = moments(frame);
  const auto after = std::ranges::lower_bound(steps, step);
  const int64_t next = after == steps.end() ? frame.training.now.steps : *after;
  const bool earlier = after != steps.begin() && step - *std::prev(after) <= next - step;
  go_to(frame, after - steps.begin() - (earlier ? 1 : 0));
}

void look_by(Frame& frame, int by) {
  if (!can_look_back(frame)) return;
  frame.focus.time.plays = false;
  std::ptrdiff_t from = place(frame);
  const auto& steps = moments(frame);
  // One of the present step would change nothing.
  if (from == std::ssize(steps) && by < 0 && steps.back() >= frame.training.now.steps) --from;
  if (from == std::ssize(steps) && by > 0) return;
  go_to(frame, std::max<std::ptrdiff_t>(from + by, 0));
}

void replay(Frame& frame) {
  TimeTravel& time = frame.focus.time;
  if (time.plays) {
    time.plays = false;
    return;
  }
  if (!can_look_back(frame)) return;
  if (!time.step) go_to(frame, 0);
  time.plays = true;
  time.waited = 0;
}

void follow_time(Frame& frame, double seconds) {
  TimeTravel& time = frame.focus.time;
  if (time.run != frame.training.now.run || !can_look_back(frame)) time = {.run = frame.training.now.run};
  if (!time.plays) return;
  time.waited += seconds;
  const double interval =
      std::clamp(replay_seconds / static_cast<double>(std::max<size_t>(moments(frame).size(), 1)), shortest, longest);
  if (time.waited < interval) return;
  // Where a frame takes longer than a moment, some are passed over.
  const auto by = static_cast<std::ptrdiff_t>(time.waited / interval);
  time.waited = std::min(time.waited - interval * static_cast<double>(by), interval);
  go_to(frame, place(frame) + by);
}

}  // namespace saddle::app
