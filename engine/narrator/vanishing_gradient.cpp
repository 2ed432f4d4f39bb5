#include "narrator/shared/rule.h"
#include "narrator/shared/settings.h"

// What comes back to the first layer is a thousandth of what the last one gets.
namespace saddle::narrator {
namespace {

bool is_a_number(const Value& init) { return number_in(init).has_value() || is_zero(init); }

std::optional<Event> look_at_vanishing(const Look& look) {
  const bool here = look.signals && look.signals->kind == SignalDiagnosis::Kind::vanishing;
  if (!here || look.step < 2 || !look.lossy()) return std::nullopt;
  Event event{.sentence = make_issue("", "the gradient vanishes: at {} it is {} times as long as at {}",
                                     look.signals->node, rounded(look.signals->share), look.signals->other),
              .panel = "gradients",
              .lesson = "vanishing-gradients"};
  offer_init(event, look.experiment, "he", is_a_number);
  return event;
}

}  // namespace

NarratorRule vanishing_gradient() { return {.name = "vanishing_gradient", .look = look_at_vanishing}; }

}  // namespace saddle::narrator
