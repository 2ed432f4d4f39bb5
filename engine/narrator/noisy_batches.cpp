#include "narrator/shared/rule.h"
#include "narrator/shared/settings.h"

// Batches of a few samples: the gradient is that of whatever was drawn, and the loss leaps with it.
namespace saddle::narrator {
namespace {

std::optional<Event> look_at_noisy_batches(const Look& look) {
  constexpr int64_t long_enough = 200, few = 4, of_many = 50, fewest = 10;
  constexpr double leaps = 0.6;  // the standard deviation, of the mean
  constexpr int usual_batch = 100;
  if (!look.measured_now || look.step < long_enough || !look.lossy(0.3)) return std::nullopt;
  const auto batch = read<TrainingOptions>(look.experiment.training).batch_size;
  if (batch > few || look.facts.train_samples < of_many * batch) return std::nullopt;
  const auto now = look.now().losses;
  if (now.count < fewest || !(now.deviation > leaps * now.mean)) return std::nullopt;
  Event event{.sentence = make_issue("",
                                     "a batch of {} says little about all samples: the loss leaps between {} and {} "
                                     "from step to step",
                                     batch, rounded(now.least), rounded(now.greatest)),
              .panel = "curves",
              .lesson = "mini-batches"};
  event.changes = {{"training.batch_size", usual_batch}};
  event.offer = make_issue("", "Use batches of {}", usual_batch);
  return event;
}

}  // namespace

NarratorRule noisy_batches() { return {.name = "noisy_batches", .look = look_at_noisy_batches}; }

}  // namespace saddle::narrator
