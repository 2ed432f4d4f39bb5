#include <gtest/gtest.h>

#include "model/initialization.h"
#include "panel_alone.h"
#include "saddle/query.h"

namespace saddle::app {
namespace {

TEST(GradientsPanel, DrawsALineForEveryLayerWithWeights) {
  Driver user(panel_alone("gradients", "activations-relu"), 1280, 720);
  EXPECT_EQ(user.text("gradients.length"), "6 layers, 0 points");
  user.train_for(40);
  EXPECT_NE(user.text("gradients.length"), "6 layers, 0 points");
  EXPECT_EQ(user.text("gradients.length"), user.text("gradients.ratio"));
  user.click("reset");
  user.settle();
  EXPECT_EQ(user.text("gradients.ratio"), "6 layers, 0 points");
}

TEST(GradientsPanel, OpenedAfterARunShowsHowItWent) {
  const ChangedPreset evaluated("activations-relu",
                                [](Experiment& experiment) { experiment.training["evaluate_every"] = 10; });
  Driver user(panel_alone("curves", evaluated), 1280, 720);
  user.train_for(40);
  ASSERT_GE(user.now().steps, 30);
  ASSERT_LT(user.now().steps, 50);
  const int64_t times = 1 + user.now().steps / 10;  // after the first step, and then after every tenth
  user.choose("pane0", "gradients");
  EXPECT_EQ(user.text("gradients.length"), "6 layers, " + std::to_string(6 * times) + " points");
  EXPECT_EQ(user.text("gradients.ratio"), user.text("gradients.length"));
}

TEST(GradientsPanel, NamesItsLinesWhereFiguresAreTooLowToDoIt) {
  ApplicationOptions options{.settings = {.workspace = {.arrangement = "four", .panes = {"gradients"}}}};
  Driver low(options, 1280, 720);
  low.click("train");
  low.settle(20);
  ASSERT_TRUE(low.mark("gradients.key"));
  EXPECT_NE(low.text("gradients.key").find(" … "), std::string::npos);
  Driver high(panel_alone("gradients"), 1280, 720);
  high.click("train");
  high.settle(20);
  EXPECT_EQ(high.mark("gradients.key"), nullptr) << "there is room in the figures";
}

// A legend of dozens of layers would lie over their curves.
TEST(GradientsPanel, TellsManyLayersApartByTheirDepth) {
  const ChangedPreset deep("activations-relu", [](Experiment& experiment) {
    const std::vector<Node> once = experiment.network;
    experiment.network.insert(experiment.network.begin(), once.begin(), once.end() - 1);
  });
  Driver user(panel_alone("gradients", deep), 1280, 720);
  user.click("train");
  user.settle(20);
  ASSERT_TRUE(user.mark("gradients.key"));
  EXPECT_EQ(user.text("gradients.key").find("dense_1 … dense_"), 0u) << user.text("gradients.key");
}

TEST(GradientsPanel, SaysThatTheGradientVanishes) {
  const ChangedPreset small("activations-sigmoid", [](Experiment& experiment) {
    for (Node& node : experiment.network) {
      if (node.type == "dense") node.properties["init"] = 0.01;
    }
  });
  Driver user(panel_alone("gradients", small), 1280, 720);
  const std::string said = user.text("gradients.verdict");
  EXPECT_NE(said.find("vanishes"), std::string::npos) << said;
  EXPECT_NE(said.find("dense_1"), std::string::npos) << said;
}

TEST(GradientsPanel, ExplainsADivergenceAndGoesOnAtASmallerRate) {
  const ChangedPreset fast("first-light", [](Experiment& experiment) {
    experiment.network = {{.name = {}, .type = "dense", .properties = {{"units", 30}}},
                          {.name = {}, .type = "dense", .properties = {{"units", 30}}},
                          {.name = {}, .type = "dense", .properties = {{"units", 10}}}};
    experiment.optimizer = {"sgd", {{"learning_rate", 1000.0}}};
  });
  Driver user(panel_alone("gradients", fast), 1280, 720);
  user.click("train");
  user.settle(60);
  ASSERT_EQ(user.text("status"), "diverged");
  const std::string said = user.text("gradients.diagnosis");
  EXPECT_NE(said.find("learning rate of 1000"), std::string::npos) << said;
  EXPECT_NE(user.text("gradients.magnitude.dense_3"), "");
  EXPECT_NE(user.text("gradients.diagnosis.action").find("0.01"), std::string::npos);
  ASSERT_TRUE(user.click("gradients.diagnosis.action"));
  user.settle(10);
  EXPECT_EQ(user.text("status"), "running");
  EXPECT_EQ(user.mark("gradients.diagnosis"), nullptr);
  EXPECT_EQ(value_at(user.draft(), "optimizer.learning_rate"), Value(0.01));
  EXPECT_EQ(value_at(*user.now().experiment, "optimizer.learning_rate"), Value(0.01));
  user.settle(60);
  EXPECT_LT(user.now().curves.train_loss.back().value, 3);
}

TEST(GradientsPanel, OffersOtherFirstWeightsWhereTheyAreTheCause) {
  const ChangedPreset large("activations-relu", [](Experiment& experiment) {
    auto& network = experiment.network;
    for (int i = 0; i < 10; ++i) network.insert(network.begin(), Node(network[0]));
    for (Node& node : network) {
      if (node.type == "dense") node.properties["init"] = 100.0;
    }
  });
  Driver user(panel_alone("gradients", large), 1280, 720);
  user.click("train");
  user.settle(5);
  ASSERT_EQ(user.text("status"), "diverged");
  ASSERT_TRUE(user.click("gradients.diagnosis.action"));
  user.settle(5);
  EXPECT_EQ(user.text("status"), "running");
  EXPECT_EQ(common_init(*user.now().experiment), "he");
}

}  // namespace
}  // namespace saddle::app
