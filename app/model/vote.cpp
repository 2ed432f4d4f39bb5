#include "model/vote.h"

#include <algorithm>
#include <numeric>

namespace saddle::app {
namespace {

constexpr int most_hands = 9999;

}  // namespace

Vote::Vote(VoteQuestion question) : question_(std::move(question)) {
  for (auto& round : hands_) round.assign(question_.choices.size(), 0);
}

void Vote::set(size_t choice, int hands) {
  if (choice >= question_.choices.size() || (stage_ != Stage::first && stage_ != Stage::second)) return;
  hands_[stage_ == Stage::first ? 0 : 1][choice] = std::clamp(hands, 0, most_hands);
}

int Vote::total(size_t round) const { return std::accumulate(hands_[round].begin(), hands_[round].end(), 0); }

bool Vote::shown(size_t round) const {
  if (!taken(round)) return false;
  if (round == 0) return stage_ != Stage::first && stage_ != Stage::second;
  return stage_ == Stage::counted || stage_ == Stage::running || stage_ == Stage::revealed;
}

void Vote::close() {
  if (stage_ == Stage::first && taken(0)) stage_ = Stage::talk;
  if (stage_ == Stage::second && taken(1)) stage_ = Stage::counted;
}

void Vote::again() {
  if (stage_ == Stage::talk) stage_ = Stage::second;
}

void Vote::run() {
  if (stage_ != Stage::talk && stage_ != Stage::counted) return;
  stage_ = question_.right && !question_.runs ? Stage::revealed : Stage::running;
}

void Vote::reveal(std::vector<size_t> right) {
  if (stage_ != Stage::running) return;
  question_.right = std::move(right);
  stage_ = Stage::revealed;
}

bool Vote::is_right(size_t choice) const {
  return question_.right && std::ranges::find(*question_.right, choice) != question_.right->end();
}

std::optional<double> Vote::share_right(size_t round) const {
  if (!question_.right || question_.right->empty() || !taken(round)) return std::nullopt;
  int right = 0;
  for (size_t choice = 0; choice < hands_[round].size(); ++choice)
    if (is_right(choice)) right += hands_[round][choice];
  return static_cast<double>(right) / total(round);
}

double Vote::agreement(size_t round) const {
  if (!taken(round)) return 0;
  return static_cast<double>(*std::ranges::max_element(hands_[round])) / total(round);
}

Vote::Advice Vote::advice(size_t round) const {
  if (const auto right = share_right(round))
    return *right < few ? Advice::explain : *right > many ? Advice::go_on : Advice::talk;
  return agreement(round) > many ? Advice::go_on : Advice::talk;
}

}  // namespace saddle::app
