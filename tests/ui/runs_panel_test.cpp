// The panel Runs: all of them at once, and what is offered of a run.
#include <algorithm>

#include <gtest/gtest.h>

#include "panel_alone.h"

namespace saddle::app {
namespace {

void train_three(Driver& user) {
  for (int run = 0; run < 3; ++run) {
    user.click("train");
    user.settle(4);
    user.click("reset");
    user.settle();
  }
}

size_t shown(Driver& user) {
  return static_cast<size_t>(std::ranges::count(user.application().runs().runs(), true, &KeptRun::shown));
}

TEST(RunsPanel, TheOthersAreHiddenAndAllAreDeletedAfterASecondPress) {
  Driver user(panel_alone("runs"), 1280, 720);
  train_three(user);
  ASSERT_EQ(user.application().runs().runs().size(), 3u);
  ASSERT_EQ(shown(user), 3u);
  user.click("run1");
  user.settle();
  user.click("runs.hide");
  user.settle();
  EXPECT_EQ(shown(user), 1u);
  EXPECT_TRUE(user.application().runs().runs()[1].shown);
  user.click("runs.show");
  user.settle();
  EXPECT_EQ(shown(user), 3u);
  user.click("runs.delete");
  user.settle();
  EXPECT_EQ(user.application().runs().runs().size(), 3u) << "it asks first";
  EXPECT_EQ(user.text("runs.delete"), "Really delete 3 runs?");
  user.click("runs.delete");
  user.settle();
  EXPECT_TRUE(user.application().runs().runs().empty());
}

TEST(RunsPanel, ShortcutsAreOfferedToBeTakenOutWhereThereAreSome) {
  for (const auto& [preset, offered] :
       {std::pair{"resnet-20", true}, {"apple-orange-graph", false}, {"apple-graph", false}, {"first-light", false}}) {
    Driver user(panel_alone("runs", preset), 1280, 720);
    EXPECT_EQ(user.mark("again.without.shortcuts") != nullptr, offered) << preset;
  }
}

TEST(RunsPanel, TheInitializationsOfSignalsAreOfferedHereToo) {
  Driver user(panel_alone("runs", "deep-convnet"), 1280, 720);
  EXPECT_EQ(user.text("again.init.1"), "N(0, 1)");
  EXPECT_EQ(user.text("again.init.0.01"), "N(0, 0.01)");
}

TEST(LayerMenu, TheCommonComeFirstAndASearchFindsAnyInEitherLanguage) {
  for (const char* language : {"en", "ko"}) {
    Settings settings;
    settings.language = language;
    Driver user({.settings = settings}, 1280, 1000);
    user.click("layer.add");
    user.frames(2);
    EXPECT_LT(user.mark("layer.add/dense")->top, user.mark("layer.add/add")->top);
    EXPECT_LT(user.mark("layer.add/conv2d")->top, user.mark("layer.add/avg_pool2d")->top);
    ImGui::GetIO().AddInputCharactersUTF8("sigm");
    user.frames(2);
    EXPECT_EQ(user.mark("layer.add/dense"), nullptr);
    ASSERT_NE(user.mark("layer.add/sigmoid"), nullptr);
    const size_t layers = user.draft().network.size();
    user.key(ImGuiKey_Enter);
    user.settle();
    ASSERT_EQ(user.draft().network.size(), layers + 1);
    EXPECT_EQ(user.draft().network[layers - 1].type, "sigmoid");
    EXPECT_EQ(user.mark("layer.add/sigmoid"), nullptr) << "it closes";
  }
}

TEST(LayerStack, DeleteRemovesTheLayerUnderTheMouse) {
  Driver user;
  const auto network = user.draft().network;
  const ui::Mark at = *user.mark("layer1");
  user.move((at.left + at.right) / 2, (at.top + at.bottom) / 2);
  user.key(ImGuiKey_Delete);
  user.settle();
  ASSERT_EQ(user.draft().network.size(), network.size() - 1);
  EXPECT_EQ(user.draft().network[0].type, network[0].type);
  EXPECT_EQ(user.draft().network[1].type, network[2].type);
  user.press({.key = 'Z', .control = true});
  user.settle();
  EXPECT_EQ(user.draft().network, network);
  const ui::Mark plot = *user.mark("plot.loss");
  user.move((plot.left + plot.right) / 2, (plot.top + plot.bottom) / 2);
  user.key(ImGuiKey_Delete);
  user.settle();
  EXPECT_EQ(user.draft().network, network) << "the mouse is elsewhere";
}

}  // namespace
}  // namespace saddle::app
