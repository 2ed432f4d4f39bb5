#include "narrator/shared/rule.h"
#include "narrator/shared/settings.h"
#include "saddle/traits.h"

// In training the loss is small, and tested on the same samples it is not: a layer acts differently in the two.
namespace saddle::narrator {
namespace {

std::optional<Event> look_at_modes(const Look& look) {
  constexpr int64_t long_enough = 100;
  constexpr double far = 2, worth = 0.2;
  constexpr size_t in_a_row = 2;
  if (!look.measured_now || look.step < long_enough || look.measured.size() < in_a_row || look.level() <= 0) return {};
  for (const Measured& one : look.measured.last(in_a_row)) {
    if (!(one.train_loss > far * one.losses.mean + worth * look.level())) return {};
  }
  const auto names = names_of(look.experiment.network);
  for (size_t i = 0; i < names.size(); ++i) {
    if (!catalog::layer_traits(look.experiment.network[i].type).normalizes_batch) continue;
    return Event{.sentence = make_issue("",
                                        "in training the loss is {}, and tested on the same samples it is {}: {} acts "
                                        "differently in the two",
                                        rounded(look.now().losses.mean), rounded(look.now().train_loss), names[i]),
                 .panel = "curves",
                 .lesson = "batch-normalization"};
  }
  return {};
}

}  // namespace

NarratorRule differs_in_training() { return {.name = "differs_in_training", .look = look_at_modes}; }

}  // namespace saddle::narrator
