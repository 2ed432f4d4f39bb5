#include <algorithm>
#include <cmath>

#include "narrator/shared/rule.h"
#include "narrator/shared/settings.h"

// Each step moves the weights by next to nothing, and the loss with them.
namespace saddle::narrator {
namespace {

std::optional<Event> look_at_small_rate(const Look& look) {
  constexpr int64_t long_enough = 200;
  constexpr double hardly = 5e-5;  // |update| / |weights|; about 1e-3 where learning goes well
  constexpr double small = 0.1;    // of the optimizer's default
  if (!look.measured_now || !look.updates || look.step < long_enough || !look.lossy(0.7)) return std::nullopt;
  const Rate rate = rate_of(look.experiment);
  if (rate.now > small * rate.usual) return std::nullopt;
  double most = 0;
  for (const Movement& layer : look.updates->layers) {
    if (std::isfinite(layer.ratio())) most = std::max(most, layer.ratio());
  }
  if (most == 0 || most > hardly) return std::nullopt;
  Event event{.sentence = make_issue("",
                                     "after {} steps the loss has come from {} to {} only: a step moves the weights by "
                                     "{} of their length at most; a rate of {} is probably too small",
                                     look.step, rounded(look.start), rounded(look.now().losses.mean), rounded(most),
                                     rate.text()),
              .panel = "gradients",
              .lesson = "learning-rate"};
  offer_rate(event, rate.usual);
  return event;
}

}  // namespace

NarratorRule small_rate() { return {.name = "small_rate", .look = look_at_small_rate, .again = true}; }

}  // namespace saddle::narrator
