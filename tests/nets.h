#pragma once

#include <cmath>
#include <memory>
#include <vector>

#include "core/rng.h"
#include "model/layer_type.h"
#include "model/type_named.h"
#include "saddle/dataset.h"
#include "saddle/experiment.h"

namespace saddle {

inline Node node(std::string type, Properties properties = {}) {
  return {.name = {}, .type = std::move(type), .inputs = {}, .properties = std::move(properties)};
}

inline Node named(const std::string& name, Node node, std::vector<std::string> inputs = {}) {
  node.name = name;
  node.inputs = std::move(inputs);
  return node;
}

// Labeled noise of any shape: enough for whatever does not need to learn something.
inline std::shared_ptr<const Dataset> noise(const Shape& sample, int classes, int64_t count, uint64_t seed = 1) {
  Dataset dataset;
  dataset.name = "noise";
  dataset.sample = sample;
  for (int i = 0; i < classes; ++i) dataset.classes.push_back(std::to_string(i));
  Rng rng(seed);
  for (Samples* part : {&dataset.train, &dataset.test}) {
    part->count = count;
    for (int64_t i = 0; i < count * sample.size(); ++i) part->values.push_back(static_cast<float>(rng.uniform(-1, 1)));
    for (int64_t i = 0; i < count; ++i) part->labels.push_back(static_cast<int>(rng.below(classes)));
  }
  return std::make_shared<const Dataset>(std::move(dataset));
}

inline Experiment experiment_of(std::vector<Node> network, Properties training = {}) {
  Experiment experiment;
  experiment.network = std::move(network);
  training.try_emplace("batch_size", 5);
  training.try_emplace("threads", 1);
  experiment.training = std::move(training);
  return experiment;
}

// A whole network around `layer`: behind a convolution, with a second input where it takes several, beside the way to
// the end where it is an output of its own.
inline std::vector<Node> network_around(const Node& layer, Node before, int classes) {
  before.name = "before";
  const LayerType& type = type_named(layers::all(), layer.type);
  const Node end = node("dense", {{"units", classes}});
  if (type.is_auxiliary()) {
    Node aside = end;
    aside.inputs = {"before"};
    return {before, end, layer, aside};
  }
  if (type.min_inputs < 2) return {before, layer, node("tanh"), end};
  Node bend = node("tanh"), joined = layer;
  bend.name = "bend";
  joined.inputs = {"before", "bend", "before"};
  return {before, bend, joined, node("tanh"), end};
}

// A bit of everything that the engine can stack.
inline std::vector<Node> mixed_network(int classes) {
  return {node("conv2d", {{"filters", 5}, {"kernel", 3}, {"padding", 1}}),
          node("relu"),
          node("max_pool2d"),
          node("conv2d", {{"filters", 7}, {"kernel", 3}, {"stride", 2}, {"bias", false}}),
          node("tanh"),
          node("flatten"),
          node("dense", {{"units", 9}}),
          node("sigmoid"),
          node("dense", {{"units", classes}, {"init", "xavier"}})};
}

// Enough work for a step that several threads share it (at 100 samples, several times what Network asks for), with
// dropout, whose numbers must not depend on who draws them.
inline std::vector<Node> heavy_network(int classes) {
  return {node("conv2d", {{"filters", 32}, {"kernel", 3}, {"padding", 1}}),
          node("leaky_relu", {{"slope", 0.1}}),
          node("avg_pool2d"),
          node("dropout", {{"ratio", 0.2}}),
          node("conv2d", {{"filters", 32}, {"kernel", 3}}),
          node("relu"),
          node("max_pool2d"),
          node("dense", {{"units", 64}}),
          node("tanh"),
          node("dropout", {{"ratio", 0.3}, {"inverted", false}}),
          node("dense", {{"units", classes}, {"init", "xavier"}})};
}

}  // namespace saddle
