#include <gtest/gtest.h>

#include "panel_alone.h"
#include "panels/signals/diagnosis.h"

namespace saddle::app {
namespace {

std::string init_of_first(Driver& user) {
  const auto& properties = user.draft().network.front().properties;
  const auto found = properties.find("init");
  return found == properties.end() ? "he" : to_text(found->second);
}

TEST(SignalsPanel, ShowsTheBooksExperimentBeforeTheFirstStep) {
  Driver user(panel_alone("signals", "activations-sigmoid"), 1280, 720);
  EXPECT_EQ(user.text("status"), "ready");
  EXPECT_EQ(user.text("signals"), "11 rows, step 0");
  // sd of sigmoid's outputs with weights of N(0, 1): the book's 0.458, ours near it
  const std::string said = user.text("signals.sigmoid_1");
  EXPECT_TRUE(said.starts_with("sd 0.4")) << said;
  EXPECT_NE(said.find("book 0.458"), std::string::npos) << said;
  EXPECT_NE(user.text("signals.verdict").find("saturated"), std::string::npos) << user.text("signals.verdict");
}

TEST(SignalsPanel, HeadingsAreTheSameWordsAtEveryWidth) {
  const auto expect_words = [](Driver user) {
    EXPECT_EQ(user.text("signals.head.gradient"), "gradients");
    EXPECT_EQ(user.text("signals.head.values"), "outputs");
  };
  expect_words(Driver(panel_alone("signals", "activations-relu"), 1280, 720));
  expect_words(
      Driver({.experiment = "activations-relu",
              .settings = {.workspace = {.arrangement = "four", .panes = {"signals", "curves", "runs", "builder"}}}},
             1280, 720));
}

TEST(SignalsPanel, OneControlFlipsTheFirstWeightsOnTheSpot) {
  Driver user(panel_alone("signals", "activations-relu"), 1280, 720);
  const std::string he = user.text("signals.relu_5");
  for (const char* init : {"zero", "0.01", "1", "xavier", "glorot", "he"}) {
    ASSERT_TRUE(user.click("signals.init." + std::string(init)));
    user.settle();
    EXPECT_EQ(init_of_first(user), init);
    EXPECT_EQ(user.text("status"), "ready");
    if (std::string(init) == "he") continue;
    EXPECT_NE(user.text("signals.relu_5"), he) << init;
  }
  EXPECT_EQ(user.text("signals.relu_5"), he) << "the same seed, the same numbers";
}

TEST(SignalsPanel, FlippingInFlightBeginsAnewAndGoesOnTraining) {
  Driver user(panel_alone("signals", "activations-relu"), 1280, 720);
  user.click("train");
  user.settle(8);
  const uint64_t run = user.now().run;
  user.click("signals.init.0.01");
  user.settle(4);
  EXPECT_GT(user.now().run, run);
  EXPECT_EQ(user.text("status"), "running");
  EXPECT_EQ(to_text(user.now().experiment->network.front().properties.at("init")), "0.01");
  EXPECT_LT(user.now().steps, 8);
}

TEST(SignalsPanel, EachChoiceChangesWhatIsShown) {
  Driver user(panel_alone("signals", "activations-relu"), 1280, 720);
  user.choose("signals.layers", "activations");
  EXPECT_EQ(user.text("signals"), "5 rows, step 0");
  user.choose("signals.layers", "weights");
  EXPECT_EQ(user.text("signals"), "6 rows, step 0");
  user.choose("signals.layers", "all");
  EXPECT_EQ(user.text("signals.relu_1.values").substr(0, 7), "30 bars");
  user.choose("signals.range", "book");
  EXPECT_EQ(user.text("signals.relu_1.values"), "30 bars from 0 to 1, 0 past");
  user.choose("signals.range", "unit");
  EXPECT_EQ(user.text("signals.relu_1.values"), "30 bars from -1 to 1, 0 past");
  EXPECT_EQ(user.text("signals.bins"), "30 bars");
  user.type("signals.bins", "12");
  EXPECT_EQ(user.text("signals.relu_1.values"), "12 bars from -1 to 1, 0 past");
  user.choose("signals.view", "ridge");
  user.train_for(30);
  EXPECT_EQ(user.text("signals.relu_1.values").find(", 0 past"), std::string::npos)
      << user.text("signals.relu_1.values");
}

TEST(SignalsPanel, OpenedAgainShowsWhatWasSeenBefore) {
  Driver user(panel_alone("signals", "activations-relu"), 1280, 720);
  user.train_for(30);
  user.choose("signals.view", "ridge");
  const std::string before = user.text("signals.relu_1.values");
  ASSERT_EQ(before.find(", 0 past"), std::string::npos);
  user.choose("pane0", "curves");
  ASSERT_EQ(user.mark("signals.relu_1.values"), nullptr);
  user.choose("pane0", "signals");
  user.choose("signals.view", "ridge");
  EXPECT_EQ(user.text("signals.relu_1.values"), before);
}

TEST(SignalsPanel, FiftyLayersScroll) {
  const ChangedPreset deep("activations-relu", [](Experiment& experiment) {
    auto& network = experiment.network;
    for (int i = 0; i < 20; ++i) network.insert(network.begin(), {Node(network[0]), Node(network[1])});
  });
  Driver user(panel_alone("signals", deep), 1280, 720);
  EXPECT_EQ(user.text("signals"), "51 rows, step 0");
  EXPECT_NE(user.mark("signals.dense_1"), nullptr);
  EXPECT_EQ(user.mark("signals.dense_26"), nullptr) << "drawn though nobody sees it";
  const ui::Mark row = *user.mark("signals.dense_1");
  user.move((row.left + row.right) / 2, (row.top + row.bottom) / 2);
  for (int i = 0; i < 30; ++i) user.wheel(-10), user.frame();
  EXPECT_NE(user.mark("signals.dense_26"), nullptr);
}

TEST(SignalsPanel, AClickOnALayerMakesItTheOneThatAllPanelsSpeakOf) {
  Driver user(panel_alone("signals"), 1280, 720);
  const ui::Mark row = *user.mark("signals.conv2d_1");
  user.move(row.left + 10, (row.top + row.bottom) / 2);
  user.press(), user.release();
  user.settle();
  EXPECT_EQ(user.application().focus().node, "conv2d_1");
}

SignalsReading reading_of(std::vector<Signal> signals) {
  for (Signal& signal : signals) {
    signal.values.count = signal.values.count ? signal.values.count : 100;
    if (signal.gradient) signal.gradient->count = 100;
  }
  return {std::move(signals)};
}

TEST(SignalDiagnosis, NamesTheLayerThatIsWorst) {
  const Distribution plain{.deviation = 1, .dead = NAN, .saturated = NAN};
  Distribution half_dead = plain, all_dead = plain, saturated = plain, broken = plain, tiny = plain, huge = plain;
  half_dead.dead = 0.5, all_dead.dead = 1, saturated.saturated = 0.7, broken.not_finite = 3;
  tiny.deviation = 1e-5, huge.deviation = 1e5;
  using Kind = SignalDiagnosis::Kind;
  const auto judge = [](std::vector<Signal> signals) { return diagnose(reading_of(std::move(signals))); };
  EXPECT_EQ(judge({{"a", plain, plain}, {"b", plain, plain}}).kind, Kind::sound);
  EXPECT_EQ(judge({{"a", half_dead, plain}, {"b", all_dead, plain}}).kind, Kind::dead);
  EXPECT_EQ(judge({{"a", half_dead, plain}, {"b", all_dead, plain}}).node, "b");
  EXPECT_EQ(judge({{"a", saturated, plain}, {"b", plain, plain}}).kind, Kind::saturated);
  EXPECT_EQ(judge({{"a", all_dead, plain}, {"b", broken, plain}}).kind, Kind::not_finite);
  const SignalDiagnosis lost = judge({{"a", plain, tiny}, {"b", plain, plain}});
  EXPECT_EQ(lost.kind, Kind::vanishing);
  EXPECT_EQ(lost.node, "a");
  EXPECT_NEAR(lost.share, 1e-5, 1e-12);
  EXPECT_EQ(judge({{"a", plain, huge}, {"b", plain, plain}}).kind, Kind::exploding);
  Distribution faded = plain;
  faded.deviation = 1e-7;
  EXPECT_EQ(judge({{"a", plain, plain}, {"b", faded, plain}}).kind, Kind::fading);
}

}  // namespace
}  // namespace saddle::app
