// What plan() accepts must run, and be what it was planned to be.
#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "model/layer_type.h"
#include "nets.h"
#include "nn/network.h"
#include "saddle/catalog.h"
#include "saddle/experiment_file.h"

namespace saddle {
namespace {

// Small numbers more often than large ones, so that more than a handful of networks fit their image.
Value any_value(const Property& p, Rng& rng) {
  if (std::holds_alternative<bool>(p.fallback)) return rng.below(2) == 0;
  if (!p.choices.empty() && !(!p.or_number.empty() && rng.below(2) == 0))
    return std::string(p.choices[static_cast<size_t>(rng.below(std::ssize(p.choices)))]);
  if (std::holds_alternative<std::string>(p.fallback)) return p.fallback;
  if (std::holds_alternative<int>(p.fallback)) {
    const int low = static_cast<int>(p.min);
    return low + static_cast<int>(rng.below(std::min<int64_t>(static_cast<int64_t>(p.max) - low, 6)));
  }
  return std::min(p.max, rng.uniform(p.min, std::min(p.max, 1.0)));
}

std::vector<Node> any_network(Rng& rng) {
  std::vector<Node> network;
  const int64_t length = 1 + rng.below(7);
  while (std::ssize(network) < length) {
    const Entry& entry = catalog::layers()[static_cast<size_t>(rng.below(std::ssize(catalog::layers())))];
    Node layer = node(std::string(entry.name));
    for (const Property& p : entry.properties) {
      if (rng.below(2) == 0) layer.properties[std::string(p.name)] = any_value(p, rng);
    }
    layer.name = std::to_string(network.size());
    if (entry.name == "add" || entry.name == "concat") {  // a graph: what is behind it, and anything before that
      layer.inputs = {network.empty() ? "input" : network.back().name};
      const int64_t other = rng.below(length) - 1;
      layer.inputs.push_back(other < 0 || other >= std::ssize(network) ? "input" : std::to_string(other));
    }
    network.push_back(std::move(layer));
  }
  return network;
}

// Runs it forward and backward, and checks that it has the shapes and parameters of its plan.
void expect_runs(const std::vector<Node>& nodes, const Shape& sample, uint64_t seed) {
  const int batch = 3;
  Network<float> network(nodes, sample, batch, seed);
  const Plan planned = plan(nodes, sample);
  int64_t parameters = 0;
  for (const Param<float>* param : network.params()) {
    if (param->spec.role != Role::statistic) parameters += param->value.size();
  }
  EXPECT_EQ(parameters, planned.parameters());
  Rng rng(seed);
  for (float& value : network.input(batch).array()) value = static_cast<float>(rng.uniform());
  network.doutput(batch);  // so that there are gradients
  for (Param<float>* param : network.params()) param->grad.view().array().setConstant(NAN);  // must be assigned
  Workers workers(1);
  const Pass pass{.training = true, .seed = seed};
  network.forward(pass, batch, workers);
  for (const StepIndex step : planned.steps.indices()) {
    EXPECT_EQ(network.activation(step, batch).size(), batch * planned.steps[step].shape.size());
  }
  EXPECT_TRUE(network.output(batch).array().isFinite().all());
  network.doutput(batch).array().setOnes();
  network.backward(pass, batch, workers);
  for (size_t i = 0; i < network.params().size(); ++i)
    EXPECT_TRUE(network.params()[i]->grad.view().array().isFinite().all()) << network.param_names()[i];
}

TEST(Network, WhatThePlanAcceptsRunsAndIsWhatWasPlanned) {
  int accepted = 0, refused = 0;
  for (uint64_t seed = 0; seed < 2500; ++seed) {
    Rng rng(seed);
    const std::vector<Node> nodes = any_network(rng);
    const Shape sample =
        rng.below(4) == 0 ? Shape{1 + rng.below(20)} : Shape{1 + rng.below(3), 1 + rng.below(13), 1 + rng.below(13)};
    const Plan planned = plan(nodes, sample);
    if (!planned.issues.empty()) {
      ++refused;
      for (const Issue& issue : planned.issues) EXPECT_TRUE(issue.where.starts_with("network[")) << issue.text();
      continue;
    }
    ++accepted;
    Experiment experiment;
    experiment.network = nodes;
    SCOPED_TRACE(sample.text() + " " + to_json(experiment));
    expect_runs(nodes, sample, seed);
    if (HasFailure()) return;
  }
  EXPECT_GT(accepted, 400);
  EXPECT_GT(refused, 400);
}

}  // namespace
}  // namespace saddle
