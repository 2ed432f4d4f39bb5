#include <cassert>
#include <utility>
#include <vector>

#include "core/each_number.h"
#include "nn/network.h"
#include "nn/network_runs.h"

// The gradient of what a network answers, to its input.
namespace saddle {

// Of the steps that the output depends on alone. Which user of an output assigns its gradient is found anew: in
// training it may be one on the way to an auxiliary output.
template <class Real>
void Network<Real>::backward_inference(int first, int count) {
  const Pass inference{.every_activation = true};
  IndexedVector<StepIndex, char> assigned(layers_.size(), false);
  char input_assigned = false;
  assigned[output_] = true;
  const auto add = [](View<Real> sum, View<Real> more) {
    each_number(more.size(), [to = sum.data, from = more.data](int64_t k) { to[k] += from[k]; });
  };
  std::vector<View<Real>> din;
  for (const StepIndex step : steps().reversed()) {
    if (!needed_[step]) continue;
    din.clear();
    // A layer that reads the same output twice assigns a gradient of its own for each.
    std::vector<std::pair<View<Real>, View<Real>>> sums;
    for (Wire& wire : wires_[step]) {
      char& known = wire.from ? assigned[*wire.from] : input_assigned;
      const View<Real> whole = wire.from ? gradient_of(*wire.from, first, count) : dinput_.view().slice(first, count);
      if (!known) {
        known = true;
        din.push_back(whole);
        continue;
      }
      din.push_back((wire.from ? wire.spare : dinput_share_).view().slice(first, count));
      sums.emplace_back(whole, din.back());
    }
    cut_pinned(step, first, count);
    layers_[step]->backward(pass_of(step, inference, first), inputs_of(step, first, count),
                            activations_[home_of(step)].view().slice(first, count), gradient_of(step, first, count),
                            din);
    for (const auto& [whole, more] : sums) add(whole, more);
  }
}

template <class Real>
View<Real> Network<Real>::input_gradient(int count, Workers& workers) {
  assert(separate_ && use_ == Use::training);
  if (dinput_.size() == 0 || dinput_.shape()[0] < count) {
    dinput_ = Tensor<Real>(input_.shape().with_first(reserved_));
    dinput_share_ = Tensor<Real>(input_.shape().with_first(reserved_));
  }
  over_runs(StepIndex(), {}, count, workers, [&](int, int first, int length) { backward_inference(first, length); });
  return dinput_.view().slice(0, count);
}

template View<float> Network<float>::input_gradient(int, Workers&);
template View<double> Network<double>::input_gradient(int, Workers&);

}  // namespace saddle
