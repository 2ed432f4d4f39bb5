#include <algorithm>
#include <cmath>
#include <vector>

#include "narrator/shared/rule.h"
#include "narrator/shared/settings.h"

// The loss on samples that it has not seen rises, while that on those it trains on falls.
namespace saddle::narrator {
namespace {

// What stands for samples it has not seen: those held back for it, or the test set.
double unseen(const Measured& one) { return std::isfinite(one.validation_loss) ? one.validation_loss : one.test_loss; }

double smooth(std::span<const Measured> measured, size_t i) {
  const size_t begin = i == 0 ? 0 : i - 1, end = std::min(i + 2, measured.size());
  double sum = 0;
  for (size_t k = begin; k < end; ++k) sum += unseen(measured[k]);
  return sum / static_cast<double>(end - begin);
}

std::optional<Event> look_at_overfitting(const Look& look) {
  constexpr size_t fewest = 10, since = 5, latest = 3;  // measurements
  constexpr double rises = 1.2, falls = 0.8, worth = 0.02;
  if (!look.measured_now || look.measured.size() < fewest || look.level() <= 0) return std::nullopt;
  size_t least = 0;
  for (size_t i = 1; i < look.measured.size(); ++i) {
    if (smooth(look.measured, i) < smooth(look.measured, least)) least = i;
  }
  const double lowest = smooth(look.measured, least);
  if (least + since >= look.measured.size() || !(lowest > 0)) return std::nullopt;
  for (size_t i = look.measured.size() - latest; i < look.measured.size(); ++i) {
    const double loss = unseen(look.measured[i]);
    if (!(loss > rises * lowest) || !(loss > lowest + worth * look.level())) return std::nullopt;
  }
  if (!(look.now().train_loss < falls * look.measured[least].train_loss)) return std::nullopt;
  const double epoch = static_cast<double>(look.measured[least].step) / static_cast<double>(look.facts.steps_per_epoch);
  const std::string date = fmt::format("{:.{}f}", epoch, epoch < 10 ? 1 : 0);
  Event event{.sentence = std::isfinite(look.now().validation_loss)
                              ? make_issue("",
                                           "the validation loss rises since epoch {}, while the training loss falls: "
                                           "overfitting",
                                           date)
                              : make_issue("",
                                           "the test loss rises since epoch {}, while the training loss falls: "
                                           "overfitting",
                                           date),
              .panel = "curves",
              .lesson = "overfitting"};
  const int epochs = static_cast<int>(std::ceil(epoch));
  event.changes = {{"training.epochs", epochs}};
  event.offer = make_issue("", "Stop after epoch {}", epochs);
  return event;
}

}  // namespace

NarratorRule overfitting() { return {.name = "overfitting", .look = look_at_overfitting}; }

}  // namespace saddle::narrator
