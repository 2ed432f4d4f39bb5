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

bool HandWork::hides(const PageNumber& number) const {
  if (!on_ || number.slips.empty()) return false;
  const auto found = blanks_.find(number.name);
  return found == blanks_.end() || !(found->second.shown || found->second.judgment.verdict == HandVerdict::right);
}

std::string shown_or_hidden(const HandWork& hand, const PageNumbers& numbers, std::string_view name, int digits) {
  const PageNumber* number = number_named(numbers, name);
  if (!number) return {};
  return hand.hides(*number) ? "?" : shown_number(number->value, digits);
}

}  // namespace saddle::app
