#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/parallel.h"
#include "nn/layer.h"
#include "saddle/plan.h"

namespace saddle {

// Layers in the order of a plan, with every activation and gradient allocated once. Batches of up to `capacity`
// samples.
//
// The batch is cut into runs of samples of a fixed length; a run is carried through all layers before the next, which
// keeps its activations in the cache, and runs go to the workers. How it is cut depends on the plan and the batch,
// never on the number of threads, so that neither do the results.
template <class Real>
class Network {
 public:
  // Throws Error where the plan has issues. The weights are drawn from `seed`.
  Network(const std::vector<Node>& nodes, const Shape& sample, int capacity, uint64_t seed);

  // Where the samples go: the first `count` of the batch, (N, H, W, C) or (N, features).
  View<Real> input(int count) { return input_.view().slice(0, count); }
  void forward(const Pass& pass, int count, Workers& workers);
  View<Real> output(int count) { return activations_.back().view().slice(0, count); }
  // The gradient at the output, to be assigned before backward().
  View<Real> doutput(int count) { return gradients_.back().view().slice(0, count); }
  // Assigns Param::grad of every parameter; forward() of the same pass must have come before.
  void backward(const Pass& pass, int count, Workers& workers);

  // To be called after parameters were written.
  void refresh();

  std::span<Param<Real>* const> params() const { return params_; }
  const std::vector<std::string>& param_names() const { return param_names_; }  // "conv2d_1/weight"; as params()
  const Plan& plan() const { return plan_; }
  int capacity() const { return capacity_; }

  const std::vector<std::string>& names() const { return names_; }  // of steps
  Layer<Real>& layer(int step) { return *layers_[static_cast<size_t>(step)]; }
  View<const Real> activation(int step, int count) const {
    return activations_[static_cast<size_t>(step)].view().slice(0, count);
  }

 private:
  struct Wire {  // from an earlier step (-1: the input) into one input of a step
    int from = -1;
    Tensor<Real> spare = {};  // its gradient, where the step's gradient is a sum over several wires
    bool first = false;       // the wire that assigns rather than adds: the last user runs backward first
  };

  void forward_run(const Pass& pass, int first, int count);
  void backward_run(const Pass& pass, int first, int count);
  Inputs<Real> inputs_of(size_t step, int first, int count) const;  // valid until the thread's next call
  template <class Body>
  void over(int items, Workers& workers, const Body& body);
  template <class Body>
  void over_runs(int count, Workers& workers, const Body& body);

  std::vector<Node> nodes_;
  Plan plan_;
  int capacity_ = 0;
  int run_ = 1;            // samples that go through the net together
  bool threaded_ = false;  // a step is long enough to be worth waking a second thread
  std::vector<std::string> names_;
  std::vector<uint64_t> purposes_;  // of the names: each layer draws random numbers of its own
  std::vector<std::unique_ptr<Layer<Real>>> layers_;
  Tensor<Real> input_;
  std::vector<Tensor<Real>> activations_, gradients_;  // by step
  std::vector<std::vector<Wire>> wires_;               // by step, by input
  std::vector<std::pair<size_t, int>> parts_;          // (step, part) of the parameters' gradient
  std::vector<Param<Real>*> params_;
  std::vector<std::string> param_names_;
};

}  // namespace saddle
