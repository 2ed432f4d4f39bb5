#include <algorithm>

#include "core/rng.h"
#include "model/fault_type.h"
#include "saddle/fault.h"

namespace saddle {
namespace {

Node layer(std::string type, Properties properties = {}) {
  return {.name = {}, .type = std::move(type), .properties = std::move(properties)};
}

Experiment digits(std::string name, std::vector<Node> network, Choice optimizer) {
  return {.name = std::move(name),
          .data = {"procedural_digits", {{"train", 2000}, {"test", 500}}},
          .network = std::move(network),
          .loss = {"softmax_cross_entropy"},
          .optimizer = std::move(optimizer),
          .training = {{"batch_size", 50}, {"evaluate_every", 10}}};
}

}  // namespace

// Small, so that a run is over in seconds; each has a part that some fault is about.
std::vector<Experiment> healthy_experiments() {
  return {digits("Hunt: three layers",
                 {layer("dense", {{"units", 50}}), layer("relu"), layer("dense", {{"units", 30}}), layer("relu"),
                  layer("dense", {{"units", 10}})},
                 {"adam"}),
          digits("Hunt: sigmoid",
                 {layer("dense", {{"units", 50}, {"init", "xavier"}}), layer("sigmoid"),
                  layer("dense", {{"units", 30}, {"init", "xavier"}}), layer("sigmoid"),
                  layer("dense", {{"units", 10}, {"init", "xavier"}})},
                 {"adam", {{"learning_rate", 0.01}}}),
          digits("Hunt: batch norm",
                 {layer("dense", {{"units", 50}}), layer("batch_norm"), layer("relu"), layer("dense", {{"units", 30}}),
                  layer("batch_norm"), layer("relu"), layer("dense", {{"units", 10}})},
                 {"sgd", {{"learning_rate", 0.1}}}),
          digits("Hunt: dropout",
                 {layer("dense", {{"units", 200}}), layer("relu"), layer("dropout", {{"ratio", 0.8}}),
                  layer("dense", {{"units", 30}}), layer("relu"), layer("dense", {{"units", 10}})},
                 {"adam"})};
}

Hunt make_hunt(uint64_t seed) {
  Rng rng(key(seed, "hunt"));
  const auto pick = [&](size_t count) { return static_cast<size_t>((rng.bits() >> 33) % count); };
  // The fault first: rare ones, that fit one experiment alone, come as often as the others.
  const auto& all = faults::all();
  const FaultType& fault = all[pick(all.size())];
  std::vector<Experiment> fitting = healthy_experiments();
  std::erase_if(fitting, [&](const Experiment& experiment) { return !fault.fits(experiment); });
  Experiment experiment = fitting[pick(fitting.size())];
  experiment.fault = fault.about.name;
  experiment.training["seed"] = static_cast<int>(seed % 1000 + 1);
  return {.seed = seed, .experiment = std::move(experiment)};
}

}  // namespace saddle
