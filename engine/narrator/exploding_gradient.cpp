#include "narrator/shared/rule.h"
#include "narrator/shared/settings.h"

// What comes back to the first layer is a thousand times what the last one gets.
namespace saddle::narrator {
namespace {

bool wide_number(const Value& init) {
  const auto number = number_in(init);
  return number && *number > 0.1;
}

std::optional<Event> look_at_exploding(const Look& look) {
  const bool here = look.signals && look.signals->kind == SignalDiagnosis::Kind::exploding;
  if (!here || !look.lossy()) return std::nullopt;
  Event event{.sentence = make_issue("", "the gradient explodes: at {} it is {} times as long as at {}",
                                     look.signals->node, rounded(look.signals->share), look.signals->other),
              .panel = "gradients",
              .lesson = "vanishing-gradients"};
  offer_init(event, look.experiment, "he", wide_number);
  return event;
}

}  // namespace

NarratorRule exploding_gradient() { return {.name = "exploding_gradient", .look = look_at_exploding}; }

}  // namespace saddle::narrator
