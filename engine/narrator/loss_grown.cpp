#include "narrator/shared/rule.h"
#include "narrator/shared/settings.h"

// The loss is a number still, and far above what it began with.
namespace saddle::narrator {
namespace {

std::optional<Event> look_at_loss_grown(const Look& look) {
  if (!look.alarm || look.alarm->kind != LossAlarm::Kind::grown) return std::nullopt;
  Event event{
      .tone = Event::Tone::error, .sentence = look.alarm->issue, .panel = "gradients", .lesson = "learning-rate"};
  offer_rate(event, look.alarm->suggested_rate);
  return event;
}

}  // namespace

NarratorRule loss_grown() { return {.name = "loss_grown", .look = look_at_loss_grown, .again = true}; }

}  // namespace saddle::narrator
