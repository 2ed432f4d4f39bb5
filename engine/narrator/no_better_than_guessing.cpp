#include "narrator/shared/rule.h"
#include "narrator/shared/settings.h"

// Long after the start the loss is that of a network that answers 0 to everything.
namespace saddle::narrator {
namespace {

bool too_near_zero(const Value& init) {
  const auto number = number_in(init);
  return is_zero(init) || (number && *number <= 0.02);
}

std::optional<Event> look_at_guessing(const Look& look) {
  if (!look.alarm || look.alarm->kind != LossAlarm::Kind::stuck) return std::nullopt;
  Event event{.sentence = look.alarm->issue, .panel = "signals", .lesson = "initial-weights"};
  offer_init(event, look.experiment, "he", too_near_zero);
  const Rate rate = rate_of(look.experiment);
  if (!event.changes.empty() || rate.now == rate.usual) return event;
  event.lesson = "learning-rate";
  offer_rate(event, rate.usual);
  return event;
}

}  // namespace

NarratorRule no_better_than_guessing() {
  return {.name = "no_better_than_guessing", .look = look_at_guessing, .again = true};
}

}  // namespace saddle::narrator
