#include <cmath>

#include "narrator/shared/rule.h"
#include "narrator/shared/settings.h"

// The loss leaps from step to step and does not fall: each step goes over the valley.
namespace saddle::narrator {
namespace {

std::optional<Event> look_at_oscillating(const Look& look) {
  constexpr int64_t long_enough = 100, fewest = 10;
  constexpr double leaps = 0.2;   // the standard deviation, of the mean
  constexpr double falls = 0.93;  // of the mean two measurements ago
  constexpr size_t apart = 2;
  if (!look.measured_now || look.alarm || look.step < long_enough || look.measured.size() <= apart || !look.lossy())
    return {};
  const Rate rate = rate_of(look.experiment);
  const auto now = look.now().losses, then = look.measured[look.measured.size() - 1 - apart].losses;
  if (!rate.large() || now.count < fewest || then.count < fewest) return {};
  if (!(now.deviation > leaps * now.mean) || now.mean < falls * then.mean) return {};
  Event event{.sentence = make_issue("",
                                     "the loss leaps between {} and {} and does not fall; a rate of {} is probably too "
                                     "large",
                                     rounded(now.least), rounded(now.greatest), rate.text()),
              .panel = "gradients",
              .lesson = "learning-rate"};
  offer_smaller_rate(event, rate);
  return event;
}

}  // namespace

NarratorRule oscillating() { return {.name = "oscillating", .look = look_at_oscillating, .again = true}; }

}  // namespace saddle::narrator
