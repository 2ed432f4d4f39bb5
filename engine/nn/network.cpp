#include "nn/network.h"

#include <algorithm>
#include <cassert>

#include "core/rng.h"
#include "model/layer_type.h"
#include "model/type_named.h"
#include "nn/initializer.h"

namespace saddle {

template <class Real>
Network<Real>::Network(const std::vector<Node>& nodes, const Shape& sample, int capacity, uint64_t seed)
    : Network(nodes, saddle::plan(nodes, sample), sample, capacity, seed) {}

template <class Real>
Network<Real>::Network(const std::vector<Node>& nodes, Plan plan, const Shape& sample, int capacity, uint64_t seed)
    : nodes_(nodes), plan_(std::move(plan)), capacity_(capacity) {
  if (!plan_.issues.empty()) throw Error(plan_.issues.front());
  build(sample, seed);
  order_gradients();
  folding_.leave_alone(alone());
  plan_fusion();
  plan_cut();
  plan_passing();
  refresh();
}

template <class Real>
void Network<Real>::plan_cut() {
  IndexedVector<StepIndex, BatchCut::Traits> traits;
  for (const StepIndex step : steps()) {
    const auto params = layers_[step]->params();
    traits.push_back({.statistics = roles_[step].statistics != nullptr,
                      .parameters = !params.empty(),
                      .summed = roles_[step].summed_gradient ? params.front().value.size() : 0});
  }
  cut_ = BatchCut(plan_, traits, sizeof(Real));
}

template <class Real>
void Network<Real>::plan_passing() {
  passing_ = {.place = IndexedVector<StepIndex, int64_t>(layers_.size(), -1)};
  if (cut_.whole_batch()) return;
  const StepSources from = sources();
  IndexedVector<StepIndex, bool> kept(layers_.size());
  IndexedVector<StepIndex, int64_t> widths;
  bool weights = false;
  for (const StepIndex step : steps()) {
    weights = weights || !layers_[step]->params().empty();
    // Whoever wants the gradient of the data themselves finds it; the tail takes other runs; and what is assigned from
    // outside stays.
    kept[step] = !weights || step >= cut_.tail() || step == output_ || !needed_[step];
    widths.push_back(plan_.steps[step].shape.size());
    for (const std::optional<StepIndex> source : from[step]) {
      if (step >= cut_.tail() && source) kept[*source] = true;
    }
  }
  passing_ = passing_gradients(fusion_, from, kept, widths);
}

template <class Real>
void Network<Real>::build(const Shape& sample, uint64_t seed) {
  const std::vector<std::string> all_names = names_of(nodes_);
  IndexedVector<NodeIndex, StepIndex> step_of(nodes_.size());
  IndexedVector<StepIndex, int> users(plan_.steps.size(), 0);
  IndexedVector<StepIndex, Shape> first_input;
  input_ = Tensor<Real>(in_memory(sample, 0));
  for (const Plan::Step& step : plan_.steps) {
    const size_t node = static_cast<size_t>(step.node);
    const LayerType& type = type_named(layers::all(), nodes_[node].type);
    std::vector<Shape> shapes;
    std::vector<Wire> wires;
    for (const std::optional<NodeIndex> input : step.inputs) {
      Wire wire;
      if (input) wire.from = step_of[*input];
      shapes.push_back(wire.from ? plan_.steps[*wire.from].shape : sample);
      if (wire.from) ++users[*wire.from];
      wires.push_back(std::move(wire));
    }
    step_of[step.node] = layers_.end_index();
    names_.push_back(all_names[node]);
    purposes_.push_back(key(0, names_.back()));
    auto layer = type.factory.make<Real>(nodes_[node].properties, shapes);
    layer->configure(without_surgery(nodes_[node].properties));
    initialize<Real>(layer->params(), start_of(nodes_[node], type), seed, names_.back());
    for (Param<Real>& param : layer->params()) {
      params_.push_back(&param);
      param_names_.push_back(names_.back() + "/" + param.spec.name);
      param_steps_.push_back(layers_.end_index());
    }
    roles_.emplace_back(*layer);
    frozen_.push_back(is_frozen(nodes_[node].properties));
    pins_.push_back(pins_in(pinned_of(nodes_[node].properties)));
    layers_.push_back(std::move(layer));
    activations_.emplace_back(in_memory(step.shape, 0));
    gradients_.emplace_back(in_memory(step.shape, 0));
    wires_.push_back(std::move(wires));
    first_input.push_back(shapes.front());
  }
  output_ = step_of.back();
  find_needed();
  for (const StepIndex step : steps()) {
    const std::optional<StepIndex> from = wires_[step].front().from;
    if (!from || users[*from] != 1) continue;
    const StepIndex host = *from;
    const Plan::Step& planned = plan_.steps[host];
    folding_.add(step, host, *layers_[step], *layers_[host], nodes_[static_cast<size_t>(planned.node)],
                 first_input[host], planned.shape);
  }
}

// What the output depends on; the rest are auxiliary outputs and the way to them.
template <class Real>
void Network<Real>::find_needed() {
  needed_.assign(layers_.size(), false);
  needed_[output_] = true;
  for (const StepIndex step : steps().reversed()) {
    if (!needed_[step]) continue;
    for (const Wire& wire : wires_[step]) {
      if (wire.from) needed_[*wire.from] = true;
    }
  }
}

// Backward runs from the last step to the first: the last user of an output assigns its gradient, the others add to it.
// The gradient of the output itself is assigned from outside.
template <class Real>
void Network<Real>::order_gradients() {
  IndexedVector<StepIndex, bool> assigned(layers_.size(), false);
  assigned[output_] = true;
  for (const StepIndex step : steps().reversed()) {
    for (Wire& wire : wires_[step]) {
      if (!wire.from) continue;
      wire.first = !assigned[*wire.from];
      assigned[*wire.from] = true;
    }
  }
}

template <class Real>
void Network<Real>::plan_fusion() {
  IndexedVector<StepIndex, bool> kept(layers_.size(), false);
  for (const StepIndex step : steps()) kept[step] = step == output_ || !needed_[step];
  fusion_ = Fusion(layers_, sources(), kept, alone());
}

template <class Real>
StepSources Network<Real>::sources() const {
  StepSources from(layers_.size());
  for (const StepIndex step : steps()) {
    for (const Wire& wire : wires_[step]) from[step].push_back(wire.from);
  }
  return from;
}

template <class Real>
void Network<Real>::reserve(int count) {
  if (count <= reserved_) return;
  reserved_ = count;
  for (const StepIndex step : steps()) {
    if (apart_ || fusion_.result_of(step) == step)
      activations_[step] = Tensor<Real>(activations_[step].shape().with_first(count));
  }
  if (use_ == Use::training) {
    use_ = Use::inference;
    reserve_gradients();
  }
}

// What belongs to every step by itself from now on, if the pass wants to see it.
template <class Real>
void Network<Real>::separate(bool every_activation) {
  separate_ = every_activation;
  if (!every_activation || apart_) return;
  apart_ = true;
  for (const StepIndex step : steps()) {
    const Shape shape = activations_[step].shape().with_first(reserved_);
    if (activations_[step].size() == 0) activations_[step] = Tensor<Real>(shape);
    if (use_ == Use::training && gradients_[step].size() == 0) gradients_[step] = Tensor<Real>(shape);
  }
}

template <class Real>
void Network<Real>::reserve_gradients() {
  if (use_ == Use::training) return;
  use_ = Use::training;
  for (const StepIndex step : steps()) {
    const auto memory_for = [this](StepIndex of) {
      return Tensor<Real>(activations_[of].shape().with_first(reserved_));
    };
    if (apart_ || (fusion_.gradient_of(step) == step && passing_.place[step] < 0)) gradients_[step] = memory_for(step);
    for (Wire& wire : wires_[step]) {
      if (wire.from && !wire.first) wire.spare = memory_for(*wire.from);
    }
    layers_[step]->allocate_gradients();
    const LayerRoles<Real>& roles = roles_[step];
    if (roles.batch_gradient) roles.batch_gradient->reserve_gradient();
    if (roles.summed_gradient) roles.summed_gradient->reserve_sums(cut_.sum_parts());
    if (roles.statistics) roles.statistics->reserve_statistics(reserved_);
  }
  refresh();
}

template <class Real>
View<Real> Network<Real>::input(int count) {
  reserve(count);
  if (input_.shape()[0] < count) input_ = Tensor<Real>(input_.shape().with_first(reserved_));
  return input_.view().slice(0, count);
}

template <class Real>
void Network<Real>::exchange_input(Tensor<Real>& samples, int count) {
  assert(samples.shape()[0] >= count);
  reserve(count);
  std::swap(input_, samples);
}

template <class Real>
View<Real> Network<Real>::doutput_of(StepIndex step, int count) {
  reserve_gradients();
  return gradients_[gradient_home_of(step)].view().slice(0, count);
}

template <class Real>
std::optional<StepIndex> Network<Real>::step_named(std::string_view name) const {
  const auto found = std::find(names_.begin(), names_.end(), name);
  if (found == names_.end()) return std::nullopt;
  return StepIndex(found - names_.begin());
}

template <class Real>
void Network<Real>::refresh() {
  for (auto& layer : layers_) layer->refresh(use_);
  folding_.parameters_changed();
}

template <class Real>
bool Network<Real>::statistics_are_finite() const {
  return std::all_of(roles_.begin(), roles_.end(), [](const LayerRoles<Real>& roles) {
    return !roles.statistics || roles.statistics->statistics_are_finite();
  });
}

template <class Real>
void Network<Real>::keep_statistics() {
  for (const StepIndex step : steps()) {
    if (roles_[step].statistics && !frozen_[step]) roles_[step].statistics->keep_statistics();
  }
}

template class Network<float>;
template class Network<double>;

}  // namespace saddle
