#include "narrator/shared/rule.h"
#include "narrator/shared/settings.h"

// Most outputs of a sigmoid or tanh lie at an end of its range, where the slope is nearly 0. At the end of the network
// that is what a sure answer looks like.
namespace saddle::narrator {
namespace {

bool too_wide(const Value& init) {
  const auto number = number_in(init);
  return number && *number >= 0.3;
}

std::optional<Event> look_at_saturated(const Look& look) {
  constexpr double many = 0.6;  // of little more than half, a few units learn all the same
  const bool here = look.signals && look.signals->kind == SignalDiagnosis::Kind::saturated;
  if (!here || look.signals->share < many || look.signals_at_end || !look.lossy() || look.learns()) return std::nullopt;
  Event event{.sentence = make_issue("", "{} % of {} is saturated, and hardly any gradient passes there",
                                     percent(look.signals->share), look.signals->node),
              .panel = "signals",
              .lesson = "initial-weights"};
  offer_init(event, look.experiment, "xavier", too_wide);
  const Rate rate = rate_of(look.experiment);
  if (event.changes.empty() && rate.large()) offer_smaller_rate(event, rate);
  return event;
}

}  // namespace

NarratorRule saturated() { return {.name = "saturated", .look = look_at_saturated}; }

}  // namespace saddle::narrator
