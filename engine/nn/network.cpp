#include "nn/network.h"

#include <algorithm>

#include "core/rng.h"
#include "nn/initializer.h"
#include "nn/layer_type.h"
#include "nn/type_named.h"

namespace saddle {
namespace {

// Activations and gradients of a run should stay in a core's second-level cache.
constexpr int64_t run_bytes = 1 << 20;
// A run shorter than this makes poor matrix products.
constexpr int shortest_run = 12;
// Waking a second thread costs some microseconds; below this many multiply-adds a step it does not pay.
constexpr int64_t threading_macs = 20'000'000;

// What `init` the node asks for: its own, or its type's.
Value init_of(const Node& node, const LayerType& type) {
  const Property* row = find(type.entry.properties, "init");
  return row ? value_of(node.properties, *row) : Value(0.0);
}

}  // namespace

template <class Real>
Network<Real>::Network(const std::vector<Node>& nodes, const Shape& sample, int capacity, uint64_t seed)
    : nodes_(nodes), plan_(saddle::plan(nodes, sample)), capacity_(capacity) {
  if (!plan_.issues.empty()) throw Error(plan_.issues.front());
  const std::vector<std::string> all_names = names_of(nodes);
  std::vector<int> step_of(nodes.size(), -1), users(nodes.size(), 0);
  input_ = Tensor<Real>(in_memory(sample, capacity));
  int64_t sample_bytes = 0, macs = 0;
  for (const Plan::Step& step : plan_.steps) {
    const size_t node = static_cast<size_t>(step.node);
    const LayerType& type = type_named(layers::all(), nodes[node].type);
    std::vector<Shape> shapes;
    std::vector<Wire> wires;
    for (const int input : step.inputs) {
      const int from = input < 0 ? -1 : step_of[static_cast<size_t>(input)];
      shapes.push_back(from < 0 ? sample : plan_.steps[static_cast<size_t>(from)].shape);
      wires.push_back({.from = from});
      if (from >= 0) ++users[static_cast<size_t>(from)];
    }
    step_of[node] = static_cast<int>(layers_.size());
    names_.push_back(all_names[node]);
    purposes_.push_back(key(0, names_.back()));
    auto layer = type.make<Real>(nodes[node].properties, shapes);
    layer->configure(nodes[node].properties);
    initialize<Real>(layer->params(), init_of(nodes[node], type), seed, names_.back());
    layer->prepare(capacity);
    for (Param<Real>& param : layer->params()) {
      params_.push_back(&param);
      param_names_.push_back(names_.back() + "/" + param.spec.name);
    }
    layers_.push_back(std::move(layer));
    activations_.emplace_back(in_memory(step.shape, capacity));
    gradients_.emplace_back(in_memory(step.shape, capacity));
    wires_.push_back(std::move(wires));
    sample_bytes += 2 * step.shape.size() * static_cast<int64_t>(sizeof(Real));
    macs += step.macs;
  }
  // Backward runs from the last step to the first: the last user of an output assigns its gradient, the others add to
  // it.
  std::vector<bool> assigned(layers_.size(), false);
  for (size_t step = layers_.size(); step-- > 0;) {
    for (Wire& wire : wires_[step]) {
      if (wire.from < 0) continue;
      const size_t from = static_cast<size_t>(wire.from);
      wire.first = !assigned[from];
      assigned[from] = true;
      if (!wire.first) wire.spare = Tensor<Real>(activations_[from].shape());
    }
  }
  run_ = static_cast<int>(std::max<int64_t>(run_bytes / std::max<int64_t>(sample_bytes, 1), shortest_run));
  threaded_ = macs * capacity_ >= threading_macs;
  refresh();
}

template <class Real>
void Network<Real>::refresh() {
  for (auto& layer : layers_) layer->refresh();
}

template <class Real>
Inputs<Real> Network<Real>::inputs_of(size_t step, int first, int count) const {
  thread_local std::vector<View<const Real>> views;  // keeps its memory from call to call
  views.clear();
  for (const Wire& wire : wires_[step]) {
    const Tensor<Real>& source = wire.from < 0 ? input_ : activations_[static_cast<size_t>(wire.from)];
    views.push_back(source.view().slice(first, count));
  }
  return views;
}

template <class Real>
void Network<Real>::forward_run(const Pass& pass, int first, int count) {
  Pass here = pass;
  here.first_sample = pass.first_sample + first;
  for (size_t step = 0; step < layers_.size(); ++step) {
    here.seed = key(pass.seed, purposes_[step]);
    layers_[step]->forward(here, inputs_of(step, first, count), activations_[step].view().slice(first, count));
  }
}

template <class Real>
void Network<Real>::backward_run(const Pass& pass, int first, int count) {
  Pass here = pass;
  here.first_sample = pass.first_sample + first;
  thread_local std::vector<View<Real>> din;
  for (size_t step = layers_.size(); step-- > 0;) {
    here.seed = key(pass.seed, purposes_[step]);
    din.clear();
    for (Wire& wire : wires_[step]) {
      if (wire.from < 0) {
        din.push_back({});
      } else if (wire.first) {
        din.push_back(gradients_[static_cast<size_t>(wire.from)].view().slice(first, count));
      } else {
        din.push_back(wire.spare.view().slice(first, count));
      }
    }
    const auto in = inputs_of(step, first, count);
    layers_[step]->backward(here, in, activations_[step].view().slice(first, count),
                            gradients_[step].view().slice(first, count), din);
    for (size_t i = 0; i < din.size(); ++i) {
      const Wire& wire = wires_[step][i];
      if (wire.from < 0 || wire.first) continue;
      gradients_[static_cast<size_t>(wire.from)].view().slice(first, count).array() += din[i].array();
    }
  }
}

template <class Real>
void Network<Real>::forward(const Pass& pass, int count, Workers& workers) {
  over_runs(count, workers, [&](int first, int length) { forward_run(pass, first, length); });
}

template <class Real>
void Network<Real>::backward(const Pass& pass, int count, Workers& workers) {
  over_runs(count, workers, [&](int first, int length) { backward_run(pass, first, length); });
  parts_.clear();
  for (size_t step = 0; step < layers_.size(); ++step) {
    for (int part = 0; part < layers_[step]->gradient_parts(count); ++part) parts_.push_back({step, part});
  }
  over(static_cast<int>(parts_.size()), workers, [&](int item) {
    const auto [step, part] = parts_[static_cast<size_t>(item)];
    layers_[step]->gradient(inputs_of(step, 0, count), gradients_[step].view().slice(0, count), part);
  });
  for (auto& layer : layers_) layer->finish_gradient(count);
}

template <class Real>
template <class Body>
void Network<Real>::over(int items, Workers& workers, const Body& body) {
  if (threaded_ && items > 1) {
    workers.run(items, body);
  } else {
    for (int item = 0; item < items; ++item) body(item);
  }
}

template <class Real>
template <class Body>
void Network<Real>::over_runs(int count, Workers& workers, const Body& body) {
  over((count + run_ - 1) / run_, workers, [&](int item) { body(item * run_, std::min(run_, count - item * run_)); });
}

template class Network<float>;
template class Network<double>;

}  // namespace saddle
