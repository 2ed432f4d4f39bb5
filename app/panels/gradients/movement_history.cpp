#include "panels/gradients/movement_history.h"

namespace saddle::app {
namespace {

constexpr size_t most_points = 2048;

void halve(std::vector<plot::Point>& points) {
  for (size_t i = 0; 2 * i < points.size(); ++i) points[i] = points[2 * i];
  points.resize((points.size() + 1) / 2);
}

}  // namespace

void MovementHistory::add(uint64_t run, int64_t step, const UpdatesReading& updates) {
  if (run != run_ || step < last_step_ || layers_.size() != updates.layers.size()) {
    run_ = run;
    last_step_ = seen_ = 0;
    every_ = 1;
    layers_.clear();
    for (const Movement& movement : updates.layers) layers_.push_back({.name = movement.name});
  }
  if (step <= last_step_) return;  // seen, or no step was made yet
  last_step_ = step;
  if (seen_++ % every_ != 0) return;
  const auto x = static_cast<double>(step);
  for (size_t i = 0; i < layers_.size(); ++i) {
    layers_[i].gradient.push_back({x, updates.layers[i].gradient});
    layers_[i].ratio.push_back({x, updates.layers[i].ratio()});
  }
  if (layers_.empty() || layers_.front().ratio.size() < most_points) return;
  for (Layer& layer : layers_) {
    halve(layer.gradient);
    halve(layer.ratio);
  }
  every_ *= 2;
}

}  // namespace saddle::app
