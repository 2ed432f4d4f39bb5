#include "train/weight_path.h"

#include <algorithm>

#include "train/weight_vector.h"

namespace saddle {
namespace {

constexpr int64_t most_places = 64;

}  // namespace

int64_t WeightPath::count_of(const Network<float>& network) {
  int64_t count = 0;
  for (const Param<float>* param : network.params()) {
    if (param->spec.role != Role::statistic) count += param->value.size();
  }
  return count;
}

WeightPath::WeightPath(const Network<float>& network) : network_(network) {
  const int64_t bytes = std::max<int64_t>(count_of(network), 1) * int64_t{sizeof(float)};
  most_ = std::min(landscape::most_path_bytes / bytes, most_places);
}

void WeightPath::follow(bool wanted, int64_t step) {
  if (wanted == followed_) return;
  followed_ = wanted;
  places_.clear();
  every_ = 1;
  if (wanted && !too_large()) places_.push_back(std::make_shared<const Moment>(weights_at(step, network_)));
}

bool WeightPath::is_next(int64_t step) const { return (step - places_.front()->step) % every_ == 0; }

void WeightPath::after_step(int64_t step) {
  if (places_.empty() || !is_next(step)) return;
  if (std::ssize(places_) == most_) {
    for (size_t i = 0; 2 * i < places_.size(); ++i) places_[i] = places_[2 * i];
    places_.resize((places_.size() + 1) / 2);
    every_ *= 2;
    if (!is_next(step)) return;
  }
  places_.push_back(std::make_shared<const Moment>(weights_at(step, network_, *places_.back())));
}

}  // namespace saddle
