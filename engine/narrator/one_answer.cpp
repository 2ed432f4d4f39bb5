#include "narrator/shared/rule.h"
#include "narrator/shared/settings.h"

// Whatever goes in, the answer is the same class.
namespace saddle::narrator {
namespace {

std::optional<Event> look_at_one_answer(const Look& look) {
  constexpr int64_t long_enough = 100;
  constexpr double nearly_all = 0.99, mixed = 0.7;
  constexpr size_t in_a_row = 2;
  if (!look.measured_now || look.alarm || look.step < long_enough || look.measured.size() < in_a_row)
    return std::nullopt;
  for (const Measured& one : look.measured.last(in_a_row)) {
    const bool same = one.most_answered >= nearly_all && one.most_labelled <= mixed;
    if (!same || one.most_answered_class != look.now().most_answered_class) return std::nullopt;
  }
  return Event{.sentence = make_issue("", "the answer to every sample is {}: it tells none from another",
                                      look.facts.classes[static_cast<size_t>(look.now().most_answered_class)]),
               .panel = "confusion",
               .lesson = "why-not-accuracy"};
}

}  // namespace

NarratorRule one_answer() { return {.name = "one_answer", .look = look_at_one_answer}; }

}  // namespace saddle::narrator
