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

}  // namespace

template <class Real>
Network<Real>::Network(const std::vector<Node>& nodes, const Shape& sample, int capacity, uint64_t seed)
    : nodes_(nodes), plan_(saddle::plan(nodes, sample)), capacity_(capacity) {
  if (!plan_.issues.empty()) throw Error(plan_.issues.front());
  build(sample, seed);
  order_gradients();
  int64_t sample_bytes = 0, macs = 0;
  for (const Plan::Step& step : plan_.steps) {
    sample_bytes += 2 * step.shape.size() * static_cast<int64_t>(sizeof(Real));
    macs += step.macs;
  }
  run_ = static_cast<int>(std::max<int64_t>(run_bytes / std::max<int64_t>(sample_bytes, 1), shortest_run));
  threaded_ = macs * capacity_ >= threading_macs;
  refresh();
}

template <class Real>
void Network<Real>::build(const Shape& sample, uint64_t seed) {
  const std::vector<std::string> all_names = names_of(nodes_);
  std::vector<int> step_of(nodes_.size(), -1), users(nodes_.size(), 0);
  std::vector<Shape> first_input;
  input_ = Tensor<Real>(in_memory(sample, 0));
  for (const Plan::Step& step : plan_.steps) {
    const size_t node = static_cast<size_t>(step.node);
    const LayerType& type = type_named(layers::all(), nodes_[node].type);
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
    auto layer = type.make<Real>(nodes_[node].properties, shapes);
    layer->configure(nodes_[node].properties);
    initialize<Real>(layer->params(), start_of(nodes_[node], type), seed, names_.back());
    for (Param<Real>& param : layer->params()) {
      params_.push_back(&param);
      param_names_.push_back(names_.back() + "/" + param.spec.name);
    }
    layers_.push_back(std::move(layer));
    activations_.emplace_back(in_memory(step.shape, 0));
    gradients_.emplace_back(in_memory(step.shape, 0));
    wires_.push_back(std::move(wires));
    first_input.push_back(shapes.front());
  }
  output_ = static_cast<size_t>(step_of.back());
  find_needed();
  for (size_t step = 0; step < layers_.size(); ++step) {
    const int from = wires_[step].front().from;
    if (from < 0 || users[static_cast<size_t>(from)] != 1) continue;
    const size_t host = static_cast<size_t>(from);
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
  for (size_t step = layers_.size(); step-- > 0;) {
    if (!needed_[step]) continue;
    for (const Wire& wire : wires_[step]) {
      if (wire.from >= 0) needed_[static_cast<size_t>(wire.from)] = true;
    }
  }
}

// Backward runs from the last step to the first: the last user of an output assigns its gradient, the others add to it.
// The gradient of the output itself is assigned from outside.
template <class Real>
void Network<Real>::order_gradients() {
  std::vector<bool> assigned(layers_.size(), false);
  assigned[output_] = true;
  for (size_t step = layers_.size(); step-- > 0;) {
    for (Wire& wire : wires_[step]) {
      if (wire.from < 0) continue;
      const size_t from = static_cast<size_t>(wire.from);
      wire.first = !assigned[from];
      assigned[from] = true;
    }
  }
}

template <class Real>
void Network<Real>::reserve(int count) {
  if (count <= reserved_) return;
  reserved_ = count;
  const auto enlarge = [count](Tensor<Real>& tensor) { tensor = Tensor<Real>(tensor.shape().with_first(count)); };
  enlarge(input_);
  for (auto& activation : activations_) enlarge(activation);
  if (use_ == Use::training) {
    use_ = Use::inference;
    reserve_gradients();
  }
}

template <class Real>
void Network<Real>::reserve_gradients() {
  if (use_ == Use::training) return;
  use_ = Use::training;
  for (size_t step = 0; step < layers_.size(); ++step) {
    gradients_[step] = Tensor<Real>(activations_[step].shape());
    for (Wire& wire : wires_[step]) {
      if (wire.from >= 0 && !wire.first)
        wire.spare = Tensor<Real>(activations_[static_cast<size_t>(wire.from)].shape());
    }
    layers_[step]->allocate_gradients();
    layers_[step]->prepare(reserved_);
  }
  refresh();
}

template <class Real>
View<Real> Network<Real>::input(int count) {
  reserve(count);
  return input_.view().slice(0, count);
}

template <class Real>
View<Real> Network<Real>::doutput_of(int step, int count) {
  reserve_gradients();
  return gradients_[static_cast<size_t>(step)].view().slice(0, count);
}

template <class Real>
void Network<Real>::refresh() {
  for (auto& layer : layers_) layer->refresh(use_);
  folding_.parameters_changed();
}

template <class Real>
void Network<Real>::keep_statistics() {
  for (auto& layer : layers_) layer->keep_survey();
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
void Network<Real>::forward_training(size_t step, const Pass& pass, int first, int count) {
  Pass here = pass;
  here.first_sample = pass.first_sample + first;
  here.seed = key(pass.seed, purposes_[step]);
  layers_[step]->forward(here, inputs_of(step, first, count), activations_[step].view().slice(first, count));
}

template <class Real>
void Network<Real>::forward_inference(const Pass& pass, int first, int count) {
  for (size_t step = 0; step < layers_.size(); ++step) {
    const bool folds = !pass.every_activation;
    if (!needed_[step] || (folds && folding_.is_folded(step))) continue;
    Layer<Real>* host = folds ? folding_.host(step) : nullptr;
    const size_t result = host ? folding_.result_of(step) : step;
    const View<Real> out = activations_[result].view().slice(first, count);
    (host ? *host : *layers_[step]).forward(pass, inputs_of(step, first, count), out);
    if (observer_) observer_(static_cast<int>(result), out);
  }
}

template <class Real>
void Network<Real>::survey(size_t step, int count, Workers& workers) {
  over(layers_[step]->survey_parts(count), workers,
       [&](int part) { layers_[step]->survey(inputs_of(step, 0, count), part); });
  layers_[step]->finish_survey(count);
}

template <class Real>
void Network<Real>::forward(const Pass& pass, int count, Workers& workers) {
  reserve(count);
  if (!pass.training) {
    if (!pass.every_activation) folding_.refresh();
    over_runs(count, workers, [&](int first, int length) { forward_inference(pass, first, length); });
    return;
  }
  reserve_gradients();
  forward_training_from(0, pass, count, workers);
}

template <class Real>
void Network<Real>::forward_again(int step, const Pass& pass, int count, Workers& workers) {
  layers_[static_cast<size_t>(step)]->refresh(use_);
  folding_.parameters_changed();
  forward_training_from(static_cast<size_t>(step), pass, count, workers);
}

template <class Real>
void Network<Real>::forward_training_from(size_t step, const Pass& pass, int count, Workers& workers) {
  for (size_t begin = step, end = 0; begin < layers_.size(); begin = end) {
    if (layers_[begin]->survey_parts(count) > 0) survey(begin, count, workers);
    end = begin + 1;
    while (end < layers_.size() && layers_[end]->survey_parts(count) == 0) ++end;
    over_runs(count, workers, [&](int first, int length) {
      for (size_t at = begin; at < end; ++at) forward_training(at, pass, first, length);
    });
  }
}

template <class Real>
void Network<Real>::backward_step(size_t step, const Pass& pass, int first, int count) {
  Pass here = pass;
  here.first_sample = pass.first_sample + first;
  here.seed = key(pass.seed, purposes_[step]);
  thread_local std::vector<View<Real>> din;
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
  layers_[step]->backward(here, inputs_of(step, first, count), activations_[step].view().slice(first, count),
                          gradients_[step].view().slice(first, count), din);
  for (size_t i = 0; i < din.size(); ++i) {
    const Wire& wire = wires_[step][i];
    if (wire.from < 0 || wire.first) continue;
    gradients_[static_cast<size_t>(wire.from)].view().slice(first, count).array() += din[i].array();
  }
}

// The gradient of the parameters of the steps first .. last - 1.
template <class Real>
void Network<Real>::finish_parameters(size_t first, size_t last, int count, Workers& workers) {
  parts_.clear();
  for (size_t step = first; step < last; ++step) {
    for (int part = 0; part < layers_[step]->gradient_parts(count); ++part) parts_.push_back({step, part});
  }
  over(static_cast<int>(parts_.size()), workers, [&](int item) {
    const auto [step, part] = parts_[static_cast<size_t>(item)];
    layers_[step]->gradient(inputs_of(step, 0, count), gradients_[step].view().slice(0, count), part);
  });
  for (size_t step = first; step < last; ++step) layers_[step]->finish_gradient(count);
}

template <class Real>
void Network<Real>::backward(const Pass& pass, int count, Workers& workers) {
  for (size_t end = layers_.size(), begin = 0; end > 0; end = begin) {
    // Up to, and including, the next layer whose output's gradient must be known for the whole batch first.
    begin = end - 1;
    if (layers_[begin]->survey_parts(count) > 0) finish_parameters(begin, end, count, workers);
    while (begin > 0 && layers_[begin - 1]->survey_parts(count) == 0) --begin;
    over_runs(count, workers, [&](int first, int length) {
      for (size_t step = end; step-- > begin;) backward_step(step, pass, first, length);
    });
    const size_t surveyed = layers_[end - 1]->survey_parts(count) > 0 ? end - 1 : end;
    if (!pass.outputs_alone) finish_parameters(begin, surveyed, count, workers);
  }
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
