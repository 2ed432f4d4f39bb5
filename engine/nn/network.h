#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/parallel.h"
#include "nn/batch_cut.h"
#include "nn/folding.h"
#include "nn/fusion.h"
#include "nn/layer.h"
#include "nn/layer_roles.h"
#include "nn/passing_gradients.h"
#include "nn/rank_exchange.h"
#include "saddle/plan.h"
#include "saddle/surgery.h"

namespace saddle {

// Layers in the order of a plan, with every activation and gradient allocated once, when they are first needed. Batches
// of up to `capacity` samples.
//
// The batch is cut into runs of samples of a fixed length; a run is carried through all layers (in training: up to the
// next one that wants to see the whole batch) before the next, which keeps its activations in the cache, and runs go to
// the workers. On the way back, gradients that only layers of the same run look at lie in memory that all runs of a
// thread share, so that they never leave its cache.
template <class Real>
class Network {
 public:
  // Throws Error where the plan has issues. The weights are drawn from `seed`.
  Network(const std::vector<Node>& nodes, const Shape& sample, int capacity, uint64_t seed);
  // The same with a plan that was made of these nodes for such samples.
  Network(const std::vector<Node>& nodes, Plan plan, const Shape& sample, int capacity, uint64_t seed);

  // Where the samples go: the first `count` of the batch, (N, H, W, C) or (N, features).
  View<Real> input(int count);
  // Passes that are `shared` are made by all ranks together from now on, each of which has the same network and the
  // same input: each computes some samples, and all have the same outputs at the end and, bit for bit, the same
  // gradient of the parameters. Activations and their gradients a rank has of its own samples alone.
  void share(Communicator& ranks);
  bool is_shared() const { return exchange_.has_value(); }
  // The samples that this rank computes in a shared pass.
  BatchCut::Range own_samples(int count) const { return cut_.samples(share_, count); }
  // Makes `samples` the input, (N, ...) with N of at least `count`, and gives the memory of the former one for it.
  void exchange_input(Tensor<Real>& samples, int count);
  // At inference batch norm is folded into the layer before it, and what serves training alone is left out.
  void forward(const Pass& pass, int count, Workers& workers);
  // An inference pass over the same samples as the last, from a step on: what comes before is as that left it.
  void forward_from(StepIndex step, const Pass& pass, int count, Workers& workers);
  // The last training pass once more, from a step on whose parameters, and whose alone, were written since.
  void forward_again(StepIndex step, const Pass& pass, int count, Workers& workers);
  View<Real> output(int count) { return activations_[output_].view().slice(0, count); }
  // The gradient at the output, to be assigned before backward(); likewise at the auxiliary outputs.
  View<Real> doutput(int count) { return doutput_of(output_, count); }
  View<Real> doutput_of(StepIndex step, int count);
  // Assigns Param::grad of every parameter; forward() of the same training pass must have come before. Where the pass
  // wants the outputs' gradient alone, only layers with BatchStatistics assign it, for they need it themselves.
  void backward(const Pass& pass, int count, Workers& workers);
  // After an inference pass that kept every activation, and once doutput() was assigned: the gradient at the input,
  // (N, H, W, C) or (N, features), of the network as it answers: batch norm has its running statistics, dropout drops
  // nothing, auxiliary outputs do not count. Gradients of parameters stay as they are.
  View<Real> input_gradient(int count, Workers& workers);
  // After a training pass: whether the statistics of the batch are numbers.
  bool statistics_are_finite() const;
  // After a training pass that came out well: batch norm's running statistics take it in.
  void keep_statistics();

  // Surgery (saddle/surgery.h), between two passes; as the nodes say, to begin with. May allocate.
  void pin(StepIndex step, const Pinned& pinned);
  void freeze(StepIndex step, bool frozen) { frozen_[step] = frozen; }
  // Assigns what is pinned among the outputs of a step, as every pass does.
  void hold_pinned(StepIndex step, View<Real> outputs) const { assign_pinned(step, outputs, Assigned::value); }
  // Whether a parameter, in the order of params(), is of a layer that is not frozen.
  bool learns(size_t param) const { return !frozen_[param_steps_[param]]; }
  // Makes the gradient of what does not learn 0.
  void drop_frozen_gradient();

  // What a layer is given of a pass, from sample `first` on: random numbers of its own.
  Pass pass_of(StepIndex step, const Pass& pass, int first) const;

  // To be called after parameters were written.
  void refresh();
  void refresh(int count, Workers& workers);  // the same, after a step of `count` samples
  // Whether so many samples are work enough for more than one thread.
  bool shares(int count) const { return cut_.shares(count); }
  // Called after each layer of an inference pass with its output, which it may change, on several threads at once.
  // Empty: nobody.
  using Observer = std::function<void(StepIndex step, View<Real> values)>;
  void observe(Observer observer) { observer_ = std::move(observer); }
  // Likewise in training passes with every activation: with the output of each layer, and on the way back with the
  // gradient at it, which is whole by then. It may come more than once.
  void observe_training(Observer output, Observer gradient) {
    training_observer_ = std::move(output), gradient_observer_ = std::move(gradient);
  }

  std::span<Param<Real>* const> params() const { return params_; }
  const std::vector<std::string>& param_names() const { return param_names_; }  // "conv2d_1/weight"; as params()
  const Plan& plan() const { return plan_; }
  int capacity() const { return capacity_; }

  const IndexedVector<StepIndex, std::string>& names() const { return names_; }
  std::optional<StepIndex> step_named(std::string_view name) const;
  IndexRange<StepIndex> steps() const { return layers_.indices(); }
  Layer<Real>& layer(StepIndex step) { return *layers_[step]; }
  const LayerRoles<Real>& roles(StepIndex step) const { return roles_[step]; }
  bool is_needed(StepIndex step) const { return needed_[step]; }  // at inference
  // As the last pass left it. Unless the pass asked for every activation, layers that ran as one have what the last of
  // them left, and folded ones have nothing of their own.
  View<const Real> activation(StepIndex step, int count) const {
    return activations_[home_of(step)].view().slice(0, count);
  }
  // Likewise; and empty where only a run looks at it, see above.
  View<const Real> gradient(StepIndex step, int count) const {
    const Tensor<Real>& gradient = gradients_[gradient_home_of(step)];
    return gradient.size() == 0 ? View<const Real>() : gradient.view().slice(0, count);
  }

 private:
  using Steps = IndexRange<StepIndex>;
  struct Wire {                          // into one input of a step
    std::optional<StepIndex> from = {};  // an earlier step; nullopt: the data
    Tensor<Real> spare = {};             // its gradient, where the step's gradient is a sum over several wires
    bool first = false;                  // the wire that assigns rather than adds: the last user runs backward first
  };

  struct Pin {
    int unit;
    Real value;
  };
  enum class Assigned { value, zero };

  void build(const Shape& sample, uint64_t seed);
  static std::vector<Pin> pins_in(const Pinned& pinned);
  IndexedVector<StepIndex, bool> alone() const;  // the steps that something is pinned of
  void assign_pinned(StepIndex step, View<Real> of_units, Assigned what) const;
  // No gradient comes through what is pinned.
  void cut_pinned(StepIndex step, int first, int count) {
    if (!pins_[step].empty()) assign_pinned(step, gradient_of(step, first, count), Assigned::zero);
  }
  void plan_fusion();
  void order_gradients();
  void find_needed();
  void reserve(int count);
  void reserve_gradients();
  void separate(bool every_activation);
  void plan_passing();
  StepSources sources() const;
  View<Real> gradient_of(StepIndex step, int first, int count);
  // The step in whose memory the output of a step lies, and the gradient there.
  StepIndex home_of(StepIndex step) const { return separate_ ? step : fusion_.result_of(step); }
  StepIndex gradient_home_of(StepIndex step) const { return separate_ ? step : fusion_.gradient_of(step); }
  void finish_parameters(Steps steps, const Pass& pass, int count, Workers& workers);
  BatchCut::Share share_of(const Pass& pass) const { return pass.shared ? share_ : BatchCut::Share{}; }
  std::span<const int> bounds_of_samples(int count);
  void exchange_outputs(int count);
  void exchange_statistics(std::span<double> numbers, int count);
  void exchange_for_gradients(Steps steps, int count);
  void sum_over_ranks();
  void forward_training_from(StepIndex step, const Pass& pass, int count, Workers& workers);
  void forward_training(StepIndex step, const Pass& pass, int first, int count);
  void forward_inference(const Pass& pass, Steps steps, int first, int count);
  void forward_inference_from(StepIndex step, const Pass& pass, int count, Workers& workers);
  void backward_step(StepIndex step, const Pass& pass, int first, int count);
  void backward_run(Steps steps, const Pass& pass, BatchCut::Run run, int part, bool first_of_part);
  void backward_inference(int first, int count);
  Inputs<Real> inputs_of(StepIndex step, int first, int count) const;  // valid until the thread's next call
  void plan_cut();
  template <class Body>
  void over(int items, int count, Workers& workers, const Body& body);
  template <class Body>
  void over_runs(StepIndex step, const Pass& pass, int count, Workers& workers, const Body& body);

  std::vector<Node> nodes_;
  Plan plan_;
  int capacity_ = 0, reserved_ = 0;
  Use use_ = Use::inference;  // training once a gradient was asked for
  BatchCut cut_;
  StepIndex output_;  // of the last node
  IndexedVector<StepIndex, std::string> names_;
  IndexedVector<StepIndex, uint64_t> purposes_;  // of the names: each layer draws random numbers of its own
  IndexedVector<StepIndex, std::unique_ptr<Layer<Real>>> layers_;
  IndexedVector<StepIndex, LayerRoles<Real>> roles_;
  IndexedVector<StepIndex, std::vector<Pin>> pins_;
  IndexedVector<StepIndex, bool> frozen_;
  Tensor<Real> input_;
  Tensor<Real> dinput_, dinput_share_;  // the gradient there, and that of one of several who read it
  IndexedVector<StepIndex, Tensor<Real>> activations_, gradients_;
  IndexedVector<StepIndex, std::vector<Wire>> wires_;  // by input
  IndexedVector<StepIndex, bool> needed_;              // the output depends on it
  Folding<Real> folding_;
  Fusion fusion_;
  PassingGradients passing_;
  bool separate_ = false;                         // the current pass asked for every activation: nothing is fused
  bool apart_ = false;                            // there is memory for that
  std::vector<std::pair<StepIndex, int>> parts_;  // (step, part) of what is shared out
  BatchCut::Share share_;                         // of shared passes
  std::optional<RankExchange> exchange_;          // with the other ranks
  std::vector<StepIndex> ends_;                   // whose output nothing reads
  std::vector<int> bounds_;                       // by rank: where what it has computed begins
  std::vector<const Real*> exchanged_;
  std::vector<Param<Real>*> params_;
  std::vector<std::string> param_names_;
  std::vector<StepIndex> param_steps_;
  Observer observer_, training_observer_, gradient_observer_;
};

}  // namespace saddle
