#include "train/blank_loss.h"

#include <algorithm>

#include "core/tensor.h"
#include "model/layer_type.h"
#include "model/loss_type.h"
#include "model/type_named.h"
#include "train/target_batch.h"

namespace saddle {
namespace {

// How much the losses at all outputs count together.
double weight_of_outputs(const Experiment& experiment) {
  double weight = 1;
  for (const Node& node : experiment.network) {
    const LayerType& type = type_named(layers::all(), node.type);
    if (type.is_auxiliary())
      weight += number_of(value_of(node.properties, *find(type.entry.properties, std::string_view("weight"))));
  }
  return weight;
}

}  // namespace

double blank_loss(const Experiment& experiment, const Plan& plan, const Dataset& dataset) {
  constexpr int64_t most = 256;
  const auto count = static_cast<int>(std::min(most, dataset.train.count));
  if (count == 0) return 0;
  TargetBatch<float> targets;
  targets.begin(dataset, count);
  for (int i = 0; i < count; ++i) targets.set(i, dataset.train, i * dataset.train.count / count);
  const int64_t labels = std::max<int64_t>(1, dataset.labels_per_sample()), rows = count * labels,
                outputs = plan.step_of(NodeIndex(experiment.network.size() - 1))->shape.size() / labels;
  const Tensor<float> zeros(Shape{rows, outputs});
  const auto loss = type_named(losses::all(), experiment.loss.type).factory.make<float>(experiment.loss.properties);
  return weight_of_outputs(experiment) * loss->evaluate(zeros.view(), targets.targets(), {});
}

}  // namespace saddle
