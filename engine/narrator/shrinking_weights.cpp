#include <cmath>

#include "narrator/shared/rule.h"
#include "narrator/shared/settings.h"

// The weight decay takes more than the gradient gives.
namespace saddle::narrator {
namespace {

std::optional<Event> look_at_shrinking(const Look& look) {
  constexpr int64_t long_enough = 20;
  constexpr double shrunk = 0.3, gentler = 0.01;
  if (!look.updates || look.step < long_enough || !look.lossy() || look.first_weights <= 0) return std::nullopt;
  const auto decay = optimizer_number(look.experiment, "weight_decay");
  if (!decay || *decay <= 0) return std::nullopt;
  double squares = 0;
  for (const Movement& layer : look.updates->layers) squares += layer.weights * layer.weights;
  const double share = std::sqrt(squares) / look.first_weights;
  if (!(share < shrunk)) return std::nullopt;
  const double less = gentler * *decay;
  Event event{.sentence = make_issue("", "a weight decay of {} has shrunk the weights to {} % of their first length",
                                     to_text(Value(*decay)), rounded(100 * share)),
              .panel = "gradients",
              .lesson = "regularization"};
  event.changes = {{"optimizer.weight_decay", less}};
  event.offer = make_issue("", "Use a weight decay of {}", to_text(Value(less)));
  return event;
}

}  // namespace

NarratorRule shrinking_weights() { return {.name = "shrinking_weights", .look = look_at_shrinking, .again = true}; }

}  // namespace saddle::narrator
