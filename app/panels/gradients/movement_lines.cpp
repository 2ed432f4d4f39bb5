#include "panels/gradients/movement_lines.h"

#include <utility>

namespace saddle::app {

void MovementLines::follow(std::shared_ptr<const ReadingHistory> history) {
  if (history == history_) return;
  history_ = std::move(history);
  layers_.clear();
  if (!history_ || history_->empty()) return;
  for (const Movement& movement : history_->front()->as<UpdatesReading>()->layers)
    layers_.push_back({.name = movement.name});
  for (const auto& reading : *history_) {
    if (reading->step == 0) continue;  // no step was made yet
    const auto x = static_cast<double>(reading->step);
    const auto& moved = reading->as<UpdatesReading>()->layers;
    for (size_t i = 0; i < layers_.size(); ++i) {
      layers_[i].gradient.push_back({x, moved[i].gradient});
      layers_[i].ratio.push_back({x, moved[i].ratio()});
    }
  }
}

}  // namespace saddle::app
