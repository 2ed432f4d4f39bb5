#include "narrator/shared/rule.h"
#include "narrator/shared/settings.h"

// Weights that begin at 0 get the same gradient, and stay alike: a layer is as good as one unit (the book, 6.2.1).
namespace saddle::narrator {
namespace {

// The first layer that begins so, except for the last one with weights, whose units are told apart by their targets.
std::optional<size_t> alike_layer(const Experiment& experiment) {
  std::optional<size_t> zero, last;
  for (size_t i = 0; i < experiment.network.size(); ++i) {
    const auto init = init_of(experiment.network[i]);
    if (!init) continue;
    last = i;
    if (!zero && is_zero(*init)) zero = i;
  }
  return zero == last ? std::nullopt : zero;
}

std::optional<Event> look_at_alike(const Look& look) {
  constexpr int64_t settled = 50;
  if (!look.measured_now || look.step < settled || !look.lossy()) return std::nullopt;
  const auto layer = alike_layer(look.experiment);
  if (!layer) return std::nullopt;
  Event event{.sentence = make_issue("", "all weights of {} began at 0, so that its units stay alike and learn as one",
                                     names_of(look.experiment.network)[*layer]),
              .panel = "signals",
              .lesson = "zero-initialization"};
  offer_init(event, look.experiment, "he", is_zero);
  return event;
}

}  // namespace

NarratorRule alike_units() { return {.name = "alike_units", .look = look_at_alike}; }

}  // namespace saddle::narrator
