#include "nn/fusion.h"

#include <vector>

#include <gtest/gtest.h>

#include "nets.h"
#include "nn/network.h"

namespace saddle {
namespace {

std::vector<Node> residual_network() {
  return {named("stem", node("conv2d", {{"filters", 9}, {"padding", 1}})),
          named("stem_relu", node("relu")),
          named("pool", node("max_pool2d")),
          named("first", node("conv2d", {{"filters", 9}, {"padding", 1}, {"bias", false}})),
          named("first_norm", node("batch_norm")),
          named("first_relu", node("relu")),
          named("second", node("conv2d", {{"filters", 9}, {"padding", 1}})),
          named("sum", node("add"), {"second", "pool"}),
          named("sum_relu", node("relu")),
          named("hidden", node("dense", {{"units", 12}})),
          named("hidden_relu", node("relu")),
          named("dropout", node("dropout")),
          named("scores", node("dense", {{"units", 3}}))};
}

StepIndex step_of(const Network<float>& network, const std::string& name) { return network.step_named(name).value(); }

struct Passed {
  std::vector<float> output;
  std::vector<std::vector<float>> gradients;  // of the parameters
};

Passed pass_through(Network<float>& network, bool every_activation, int batch) {
  Workers workers(1);
  Rng rng(3);
  const View<float> input = network.input(batch);
  for (int64_t i = 0; i < input.size(); ++i) input.data[i] = static_cast<float>(rng.uniform(-1, 1));
  const Pass pass{.training = true, .seed = 7, .every_activation = every_activation};
  network.forward(pass, batch, workers);
  const View<float> output = network.output(batch), doutput = network.doutput(batch);
  Passed passed{.output = {output.data, output.data + output.size()}, .gradients = {}};
  for (int64_t i = 0; i < doutput.size(); ++i) doutput.data[i] = static_cast<float>(rng.uniform(-1, 1));
  network.backward(pass, batch, workers);
  for (const Param<float>* param : network.params())
    passed.gradients.emplace_back(param->grad.data(), param->grad.data() + param->grad.size());
  return passed;
}

TEST(Fusion, ChangesNoBitOfTheResult) {
  Network<float> network(residual_network(), {3, 10, 8}, 9, 1);
  const Passed fused = pass_through(network, false, 9), apart = pass_through(network, true, 9),
               again = pass_through(network, false, 9);
  EXPECT_EQ(fused.output, apart.output);
  EXPECT_EQ(fused.gradients, apart.gradients);
  EXPECT_EQ(fused.output, again.output) << "after a pass that saw every activation";
  EXPECT_EQ(fused.gradients, again.gradients);
}

// Without batch norm, gradients that one run alone looks at share a run's memory: with several runs, branches that live
// at the same time, and a part of the runs that is empty.
TEST(Fusion, GradientsThatShareTheMemoryOfARunAreTheSameBits) {
  std::vector<Node> nodes = residual_network();
  std::erase_if(nodes, [](const Node& n) { return n.type == "batch_norm"; });
  for (const int batch : {3, 90}) {
    Network<float> network(nodes, {3, 24, 20}, batch, 1);
    const Passed shared = pass_through(network, false, batch);
    EXPECT_TRUE(!network.gradient(step_of(network, "stem"), batch)) << "nothing is shared: the test sees nothing";
    const Passed apart = pass_through(network, true, batch);
    EXPECT_EQ(shared.gradients, apart.gradients) << batch;
    EXPECT_EQ(pass_through(network, false, batch).gradients, apart.gradients) << batch;
  }
}

TEST(Fusion, APassThatAsksForEveryActivationSeesWhatIsBeforeTheRelu) {
  Network<float> network(residual_network(), {3, 10, 8}, 9, 1);
  pass_through(network, false, 4);
  pass_through(network, true, 9);
  for (const auto& [before, after] :
       {std::pair{"stem", "stem_relu"}, {"first_norm", "first_relu"}, {"sum", "sum_relu"}, {"hidden", "hidden_relu"}}) {
    const auto x = network.activation(step_of(network, before), 9), y = network.activation(step_of(network, after), 9);
    const auto dx = network.gradient(step_of(network, before), 9), dy = network.gradient(step_of(network, after), 9);
    int negative = 0, stopped = 0;
    for (int64_t i = 0; i < x.size(); ++i) {
      EXPECT_EQ(y.data[i], std::max(x.data[i], 0.0F));
      EXPECT_EQ(dx.data[i], x.data[i] > 0 ? dy.data[i] : 0);
      negative += x.data[i] < 0;
      stopped += dy.data[i] != 0 && dx.data[i] == 0;
    }
    EXPECT_GT(negative, 0) << before;
    EXPECT_GT(stopped, 0) << before << ": the gradient behind the ReLU must not be the one before it";
  }
}

TEST(Fusion, GivesNoMemoryToWhatIsNeverLookedAt) {
  Network<float> network(residual_network(), {3, 10, 8}, 9, 1);
  pass_through(network, false, 9);
  const auto lies_with = [&](const char* a, const char* b) {
    return network.activation(step_of(network, a), 9).data == network.activation(step_of(network, b), 9).data;
  };
  EXPECT_TRUE(lies_with("stem", "stem_relu"));
  EXPECT_TRUE(lies_with("first_norm", "first_relu"));
  EXPECT_TRUE(lies_with("sum", "sum_relu"));
  EXPECT_FALSE(lies_with("first", "first_norm")) << "batch norm's backward pass needs its input";
  EXPECT_FALSE(lies_with("pool", "sum")) << "two layers read it";
}

}  // namespace
}  // namespace saddle
