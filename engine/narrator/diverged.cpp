#include "narrator/shared/rule.h"
#include "narrator/shared/settings.h"

// The loss is not a number any more; the run's own diagnosis says why.
namespace saddle::narrator {
namespace {

std::optional<Event> look_at_diverged(const Look& look) {
  if (!look.diagnosis || !look.diverged) return std::nullopt;
  Event event{.tone = Event::Tone::error, .sentence = *look.diverged, .panel = "gradients", .lesson = "learning-rate"};
  event.sentence.where.clear();
  switch (look.diagnosis->cause) {
    case Diagnosis::Cause::data:
      event.panel = "data";
      event.lesson.clear();
      break;
    case Diagnosis::Cause::start:
      event.lesson = "initial-weights";
      offer_init(event, look.experiment, "he", [](const Value&) { return true; });
      break;
    case Diagnosis::Cause::training:
      offer_rate(event, look.diagnosis->suggested_rate);
      break;
  }
  return event;
}

}  // namespace

NarratorRule diverged() { return {.name = "diverged", .look = look_at_diverged, .again = true}; }

}  // namespace saddle::narrator
