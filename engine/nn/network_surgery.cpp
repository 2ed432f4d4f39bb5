#include <algorithm>
#include <utility>

#include "nn/network.h"

// What is done to layers by hand: see saddle/surgery.h.
namespace saddle {

template <class Real>
std::vector<typename Network<Real>::Pin> Network<Real>::pins_in(const Pinned& pinned) {
  std::vector<Pin> pins;
  for (const auto& [unit, value] : pinned) pins.push_back({unit, static_cast<Real>(value)});
  return pins;
}

template <class Real>
IndexedVector<StepIndex, bool> Network<Real>::alone() const {
  IndexedVector<StepIndex, bool> alone;
  for (const StepIndex step : steps()) alone.push_back(!pins_[step].empty());
  return alone;
}

// In memory the units, or channels, come last.
template <class Real>
void Network<Real>::assign_pinned(StepIndex step, View<Real> of_units, Assigned what) const {
  const int64_t units = units_of(plan_.steps[step].shape);
  for (const Pin& pin : pins_[step]) {
    const Real value = what == Assigned::value ? pin.value : Real(0);
    for (int64_t k = pin.unit; k < of_units.size(); k += units) of_units.data[k] = value;
  }
}

template <class Real>
void Network<Real>::pin(StepIndex step, const Pinned& pinned) {
  const bool was_alone = !pins_[step].empty();
  pins_[step] = pins_in(pinned);
  if (was_alone == !pinned.empty()) return;
  // Other steps run as one from now on: memory is laid out as if it had always been so.
  folding_.leave_alone(alone());
  plan_fusion();
  plan_passing();
  for (const StepIndex each : steps()) {
    activations_[each] = Tensor<Real>(activations_[each].shape().with_first(0));
    gradients_[each] = Tensor<Real>(gradients_[each].shape().with_first(0));
  }
  const int count = std::exchange(reserved_, 0);
  if (count > 0) reserve(count);
}

template <class Real>
void Network<Real>::drop_frozen_gradient() {
  for (size_t i = 0; i < params_.size(); ++i) {
    if (!learns(i) && params_[i]->grad.size() > 0) params_[i]->grad.view().array().setZero();
  }
}

template std::vector<Network<float>::Pin> Network<float>::pins_in(const Pinned&);
template std::vector<Network<double>::Pin> Network<double>::pins_in(const Pinned&);
template IndexedVector<StepIndex, bool> Network<float>::alone() const;
template IndexedVector<StepIndex, bool> Network<double>::alone() const;
template void Network<float>::assign_pinned(StepIndex, View<float>, Assigned) const;
template void Network<double>::assign_pinned(StepIndex, View<double>, Assigned) const;
template void Network<float>::pin(StepIndex, const Pinned&);
template void Network<double>::pin(StepIndex, const Pinned&);
template void Network<float>::drop_frozen_gradient();
template void Network<double>::drop_frozen_gradient();

}  // namespace saddle
