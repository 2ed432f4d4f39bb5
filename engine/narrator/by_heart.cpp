#include "narrator/shared/rule.h"
#include "narrator/shared/settings.h"

// Every training sample is right, and far fewer of those that it has not seen.
namespace saddle::narrator {
namespace {

double unseen_accuracy(const Measured& one) {
  return one.validation_accuracy == one.validation_accuracy ? one.validation_accuracy : one.test_accuracy;
}

std::optional<Event> look_at_by_heart(const Look& look) {
  constexpr double all = 0.995, gap = 0.1;
  constexpr size_t in_a_row = 2;
  constexpr double usual_decay = 1e-4;
  if (!look.measured_now || look.measured.size() < in_a_row) return std::nullopt;
  for (const Measured& one : look.measured.last(in_a_row)) {
    if (!(one.train_accuracy >= all) || !(unseen_accuracy(one) < one.train_accuracy - gap)) return std::nullopt;
  }
  Event event{.sentence = make_issue(
                  "",
                  "{} % of the training samples are right, and {} % of those it has not seen: it has "
                  "learned {} samples by heart",
                  percent(look.now().train_accuracy), percent(unseen_accuracy(look.now())), look.facts.train_samples),
              .panel = "curves",
              .lesson = "overfitting"};
  if (const auto decay = optimizer_number(look.experiment, "weight_decay"); decay && *decay == 0) {
    event.changes = {{"optimizer.weight_decay", usual_decay}};
    event.offer = make_issue("", "Use a weight decay of {}", to_text(Value(usual_decay)));
  }
  return event;
}

}  // namespace

NarratorRule by_heart() { return {.name = "by_heart", .look = look_at_by_heart}; }

}  // namespace saddle::narrator
