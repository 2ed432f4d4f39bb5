#include "train/movement.h"

#include <cmath>
#include <limits>

namespace saddle {
namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

double squares(View<const float> values) { return values.array().cast<double>().square().sum(); }

struct Squares {
  double gradient = 0, weights = 0, update = 0;
};

}  // namespace

void MovementRecorder::before_update() {
  before_.clear();
  for (const Param<float>* param : network_.params()) {
    before_.push_back(param->spec.role == Role::statistic ? Tensor<float>() : param->value.clone());
  }
}

void MovementRecorder::after_update(int64_t step) {
  movements_.clear();
  size_t index = 0;
  for (const StepIndex layer : network_.steps()) {
    const auto params = network_.layer(layer).params();
    Squares sum;
    bool trained = false;
    for (const Param<float>& param : params) {
      const Tensor<float>& before = before_[index++];
      if (param.spec.role == Role::statistic) continue;
      trained = true;
      sum.gradient += squares(param.grad.view());
      sum.weights += squares(before.view());
      sum.update += (param.value.view().array().cast<double>() - before.view().array().cast<double>()).square().sum();
    }
    if (trained) {
      movements_.push_back(
          {network_.names()[layer], std::sqrt(sum.gradient), std::sqrt(sum.weights), std::sqrt(sum.update)});
    }
  }
  before_.clear();
  before_.shrink_to_fit();
  wanted_ = false;
  step_ = step;
}

std::vector<Movement> MovementRecorder::movements() const {
  if (step_ > 0) return movements_;
  std::vector<Movement> still;
  for (const StepIndex layer : network_.steps()) {
    double weights = 0;
    bool trained = false;
    for (const Param<float>& param : network_.layer(layer).params()) {
      if (param.spec.role == Role::statistic) continue;
      trained = true;
      weights += squares(param.value.view());
    }
    if (trained) still.push_back({network_.names()[layer], unknown, std::sqrt(weights), unknown});
  }
  return still;
}

}  // namespace saddle
