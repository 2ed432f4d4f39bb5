#include "narrator/shared/rule.h"
#include "narrator/shared/settings.h"

// Most units behind a ReLU are 0 for every sample, so that no gradient reaches what is before them.
namespace saddle::narrator {
namespace {

std::optional<Event> look_at_dead_units(const Look& look) {
  if (!look.signals || look.signals->kind != SignalDiagnosis::Kind::dead) return std::nullopt;
  // Where it learns all the same, what is dead is not missed.
  if (!look.first_signals && (!look.lossy() || look.learns())) return std::nullopt;
  const Rate rate = rate_of(look.experiment);
  const std::string share = percent(look.signals->share);
  Event event{.panel = "signals", .lesson = "activation-functions"};
  if (rate.large()) {
    event.sentence = make_issue("", "{} % of {} is dead, 0 for every sample; a rate of {} is the likely cause", share,
                                look.signals->node, rate.text());
    offer_smaller_rate(event, rate);
    return event;
  }
  if (look.first_signals) {
    event.sentence =
        make_issue("", "{} % of {} is dead from the first step; its bias or its first weights are the likely cause",
                   share, look.signals->node);
    event.lesson = "initial-weights";
    offer_init(event, look.experiment, "he", is_zero);
    return event;
  }
  event.sentence = make_issue("", "{} % of {} has died, 0 for every sample: nothing they do is learned any more", share,
                              look.signals->node);
  offer_smaller_rate(event, rate);
  return event;
}

}  // namespace

NarratorRule dead_units() { return {.name = "dead_units", .look = look_at_dead_units}; }

}  // namespace saddle::narrator
