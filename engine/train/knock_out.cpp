#include "saddle/knock_out.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "core/flush_to_zero.h"
#include "saddle/surgery.h"
#include "train/evaluator.h"
#include "train/model_inside.h"

namespace saddle {
namespace {

bool can_be_pinned(const Node& node) {
  const Entry* entry = catalog::find(catalog::layers(), node.type);
  return entry && find(entry->properties, "pinned");
}

StepIndex step_of(const Network<float>& network, const std::string& layer) {
  const std::optional<StepIndex> step = network.step_named(layer);
  if (!step || !network.is_needed(*step)) throw Error(layer, "the network has no such layer");
  return *step;
}

// Its samples go through the evaluator one batch at a time.
struct OwnInference {
  OwnInference(const auto& model, const Dataset& dataset)
      : inference(model.content, model.plan, model.sample), evaluator(inference.evaluator(dataset)) {}

  Inference inference;
  Evaluator evaluator;
};

}  // namespace

Model operated(const Model& model, const std::vector<Node>& network) {
  const auto& state = ModelInside::of(model);
  if (!same_but_for_surgery(state.content.experiment.network, network))
    throw Error("network", "is another than the model's; only what is frozen or pinned can differ");
  ModelContent content = state.content;
  content.experiment.network = network;
  return ModelInside::make(std::move(content), state.sample);
}

Evaluation evaluate_some(const Model& model, const Dataset& dataset, Dataset::Part part, int64_t limit) {
  const FlushToZero flush;
  check_fit(model, dataset);
  return ModelInside::of(model).with_network(
      [&](Inference& inference) { return inference.evaluator(dataset)(part, limit, {}); });
}

KnockOut knock_out(const Model& model, const Dataset& dataset, Dataset::Part part, const std::string& layer,
                   int64_t limit, const std::function<bool(const KnockOut&)>& go_on) {
  const FlushToZero flush;
  check_fit(model, dataset);
  const auto& state = ModelInside::of(model);
  OwnInference whole(state, dataset), cut(state, dataset);
  Network<float>& network = cut.inference.network();
  const StepIndex step = step_of(network, layer);
  const Plan::Step& planned = state.plan.steps[step];
  const Node& node = state.content.experiment.network[static_cast<size_t>(planned.node)];
  if (!can_be_pinned(node)) throw Error(layer, "none of its units can be silenced; name the layer before it");
  const Pinned pinned = pinned_of(node.properties);
  const auto units = static_cast<size_t>(units_of(planned.shape));
  const auto count = dataset.part(part).count;
  KnockOut found{.layer = layer, .of = limit > 0 ? std::min(limit, count) : count};
  Evaluation before = whole.evaluator.nothing_yet();
  std::vector<Evaluation> without(units, before);
  while (found.samples < found.of) {
    const RankWord batch = whole.evaluator.batch(part, found.samples, found.of);
    const int samples = static_cast<int>(batch.count);
    whole.evaluator.gather(batch);
    whole.inference.network().forward({}, samples, whole.inference.workers(samples));
    whole.evaluator.add(before, samples);
    cut.evaluator.gather(batch);
    for (size_t unit = 0; unit < units; ++unit) {
      if (go_on && !go_on(found)) return found;
      Pinned now = pinned;
      now.insert_or_assign(static_cast<int>(unit), 0.0);
      network.pin(step, now);
      if (unit == 0) {
        network.forward({}, samples, cut.inference.workers(samples));
      } else {
        network.forward_from(step, {}, samples, cut.inference.workers(samples));
      }
      cut.evaluator.add(without[unit], samples);
    }
    found.samples += samples;
    const Evaluation so_far = whole.evaluator.means_of(before);
    found.accuracy = so_far.accuracy;
    found.loss = so_far.loss;
    found.accuracies.clear();
    found.losses.clear();
    for (const Evaluation& one : without) {
      const Evaluation mean = whole.evaluator.means_of(one);
      found.accuracies.push_back(mean.accuracy);
      found.losses.push_back(mean.loss);
    }
  }
  if (go_on) go_on(found);
  return found;
}

}  // namespace saddle
