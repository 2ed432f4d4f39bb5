#include "study/halving.h"

#include <algorithm>
#include <cmath>

namespace saddle {
namespace {

// Weights, and at most two numbers of an optimizer for each.
int64_t bytes_of(const Model& checkpoint) { return checkpoint.plan().parameters() * 3 * int64_t{sizeof(float)}; }

// Whether `a` is better: also where it is a number and `b` is none.
bool better(double a, double b, const FigureRow& metric) {
  if (!std::isfinite(a) || !std::isfinite(b)) return std::isfinite(a) && !std::isfinite(b);
  return metric.more_is_better ? a > b : a < b;
}

void sort_by(const SearchSnapshot& now, const FigureRow& metric, std::vector<int64_t>& trials) {
  std::ranges::stable_sort(trials, [&](int64_t a, int64_t b) {
    return better(now.trials[static_cast<size_t>(a)]->figures.*(metric.value),
                  now.trials[static_cast<size_t>(b)]->figures.*(metric.value), metric);
  });
}

}  // namespace

int first_rung(int64_t trials) {
  int rung = last_rung;
  for (int64_t left = trials; rung > 0 && left >= halving_factor; left /= halving_factor) --rung;
  return rung;
}

int64_t steps_at(int rung, int64_t total) {
  int64_t part = 1;
  for (; rung < last_rung; ++rung) part *= halving_factor;
  return std::max<int64_t>(1, total / part);
}

std::vector<int64_t> better_of(const SearchSnapshot& now, const std::vector<int64_t>& alive, const FigureRow& metric) {
  std::vector<int64_t> left;
  for (const int64_t index : alive) {
    if (!now.trials[static_cast<size_t>(index)]->ended()) left.push_back(index);
  }
  sort_by(now, metric, left);
  const size_t kept = std::max<size_t>(1, (alive.size() + halving_factor - 1) / halving_factor);
  left.resize(std::min(left.size(), kept));
  std::ranges::sort(left);
  return left;
}

std::vector<int64_t> best_trials(const Search& search, const SearchSnapshot& snapshot, int most) {
  const FigureRow& metric = metric_of(search);
  std::vector<int64_t> best;
  for (const auto& trial : snapshot.trials) {
    if (trial->state == Trial::State::finished && std::isfinite(trial->figures.*(metric.value)))
      best.push_back(trial->index);
  }
  sort_by(snapshot, metric, best);
  best.resize(std::min(best.size(), static_cast<size_t>(std::max(0, most))));
  return best;
}

void Checkpoints::put(int64_t trial, std::shared_ptr<const Model> checkpoint) {
  const MutexLock lock(mutex_);
  const int64_t bytes = bytes_of(*checkpoint);
  if (bytes_ + bytes > most_bytes || kept_.contains(trial)) return;
  bytes_ += bytes;
  kept_.emplace(trial, std::move(checkpoint));
}

bool Checkpoints::contains(int64_t trial) {
  const MutexLock lock(mutex_);
  return kept_.contains(trial);
}

std::shared_ptr<const Model> Checkpoints::take(int64_t trial) {
  const MutexLock lock(mutex_);
  const auto found = kept_.find(trial);
  if (found == kept_.end()) return nullptr;
  bytes_ -= bytes_of(*found->second);
  auto checkpoint = std::move(found->second);
  kept_.erase(found);
  return checkpoint;
}

}  // namespace saddle
