#pragma once

#include <memory>

#include "model/layer_type.h"
#include "model/loss_type.h"
#include "model/type_named.h"
#include "nn/network.h"
#include "saddle/experiment.h"
#include "train/loss.h"

namespace saddle {

// What training makes small, but for the optimizer's penalty: the loss at the network's output and, weighted, at its
// auxiliary outputs (Szegedy et al., 2015, 5).
template <class Real>
class Objective {
 public:
  Objective(const Experiment& experiment, Network<Real>& network)
      : network_(network),
        loss_(type_named(losses::all(), experiment.loss.type).factory.make<Real>(experiment.loss.properties)) {
    for (const StepIndex step : network.steps()) {
      const Node& node = experiment.network[static_cast<size_t>(network.plan().steps[step].node)];
      const LayerType& type = type_named(layers::all(), node.type);
      if (!type.is_auxiliary()) continue;
      const Value weight = value_of(node.properties, *find(type.entry.properties, "weight"));
      auxiliaries_.push_back({step, number_of(weight)});
    }
  }

  Loss<Real>& loss() { return *loss_; }

  // After a training pass over `count` samples; the value alone.
  double value(int count, const Targets<Real>& targets) { return evaluate(count, targets, false); }
  // The same, and assigns the gradient at every output.
  double differentiate(int count, const Targets<Real>& targets) { return evaluate(count, targets, true); }

 private:
  struct Auxiliary {
    StepIndex step;
    double weight = 0;
  };

  double evaluate(int count, const Targets<Real>& targets, bool gradients) {
    double sum = loss_->evaluate(network_.output(count), targets, gradients ? network_.doutput(count) : View<Real>{});
    for (const Auxiliary& auxiliary : auxiliaries_) {
      const View<Real> gradient = gradients ? network_.doutput_of(auxiliary.step, count) : View<Real>{};
      sum += auxiliary.weight * loss_->evaluate(network_.activation(auxiliary.step, count), targets, gradient);
      if (gradient) gradient.array() *= static_cast<Real>(auxiliary.weight);
    }
    return sum;
  }

  Network<Real>& network_;
  std::unique_ptr<Loss<Real>> loss_;
  std::vector<Auxiliary> auxiliaries_;
};

}  // namespace saddle
