#include "labs/concepts/shared/hand_work.h"

#include <algorithm>
#include <cmath>

namespace saddle::app {
namespace {

bool agrees_by_hand(double value, double answer) {
  const double digits = std::pow(10.0, std::floor(std::log10(std::max(std::abs(value), 1e-300))) - 2);
  return std::abs(value - answer) <= std::max(0.0051, 0.51 * digits);
}

}  // namespace

Judgment judge_by_hand(const PageNumber& number, double answer) {
  if (!std::isfinite(answer)) return {HandVerdict::wrong};
  if (agrees_by_hand(number.value, answer)) return {HandVerdict::right};
  for (const Slip& slip : number.slips) {
    if (agrees_by_hand(slip.value, answer)) return {HandVerdict::slip, slip.reason};
  }
  if (agrees_by_hand(-number.value, answer)) return {HandVerdict::slip, to_tr("the sign is the wrong way round")};
  return {HandVerdict::wrong};
}

HandWork::Blank& HandWork::blank(std::string_view name) {
  const auto found = blanks_.find(name);
  return found != blanks_.end() ? found->second : blanks_[std::string(name)];
}

void HandWork::judge(const PageNumber& number, std::optional<double> answer) {
  Blank& here = blank(number.name);
  here.judgment = answer ? judge_by_hand(number, *answer) : Judgment{HandVerdict::wrong};
  if (here.judgment.verdict == HandVerdict::right) here.known = number.value;
}

bool HandWork::hides(const PageNumber& number) const {
  const auto place = blanks_.find(number.name);
  const bool asked = place != blanks_.end() && place->second.asked;
  if (!asked && (!on_ || number.slips.empty())) return false;
  return place == blanks_.end() || place->second.known != number.value;
}

bool HandWork::hides_any(const PageNumbers& numbers) const {
  return std::ranges::any_of(numbers, [this](const PageNumber& number) { return hides(number); });
}

bool HandWork::found(const PageNumber& number) const {
  const auto place = blanks_.find(number.name);
  return place != blanks_.end() && place->second.judgment.verdict == HandVerdict::right && !hides(number);
}

std::string shown_or_hidden(const HandWork& hand, const PageNumbers& numbers, std::string_view name, int digits) {
  const PageNumber* number = number_named(numbers, name);
  if (!number) return {};
  return hand.hides(*number) ? "?" : shown_number(number->value, digits);
}

}  // namespace saddle::app
