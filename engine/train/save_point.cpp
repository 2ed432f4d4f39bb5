#include "train/save_point.h"

#include <algorithm>
#include <cassert>

namespace saddle {
namespace {

void copy(const Tensor<float>& from, Tensor<float>& to) {
  assert(from.size() == to.size());
  std::copy_n(from.data(), from.size(), to.data());
}

}  // namespace

void SavePoint::keep(const Network<float>& network, Optimizer<float>& optimizer, int64_t step) {
  const auto params = network.params();
  const auto state = optimizer.state(params);
  if (empty()) {
    for (const Param<float>* param : params) values_.push_back(param->value.clone());
    for (const Tensor<float>& tensor : state) state_.push_back(tensor.clone());
  } else {
    for (size_t i = 0; i < params.size(); ++i) copy(params[i]->value, values_[i]);
    for (size_t i = 0; i < state.size(); ++i) copy(state[i], state_[i]);
  }
  step_ = step;
  optimizer_steps_ = optimizer.steps();
}

void SavePoint::restore(const Network<float>& network, Optimizer<float>& optimizer) const {
  const auto params = network.params();
  const auto state = optimizer.state(params);
  for (size_t i = 0; i < params.size(); ++i) copy(values_[i], params[i]->value);
  for (size_t i = 0; i < state.size(); ++i) copy(state_[i], state[i]);
  optimizer.set_steps(optimizer_steps_);
}

}  // namespace saddle
