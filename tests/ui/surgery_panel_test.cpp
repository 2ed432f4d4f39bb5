#include <gtest/gtest.h>

#include "driver.h"
#include "saddle/surgery.h"

namespace saddle::app {
namespace {

ApplicationOptions digit_and_surgery() {
  return {.experiment = "first-light",
          .settings = {.workspace = {.arrangement = "two", .panes = {"digit", "surgery"}}}};
}

const Node& layer(Driver& user, size_t index) { return user.draft().network[index]; }

TEST(SurgeryPanel, ASilencedFilterChangesTheAnswerAndTheAccuracyAndUndoBringsItBack) {
  Driver user(digit_and_surgery());
  user.train_for(60);
  user.stroke({{0.28f, 0.24f}, {0.70f, 0.24f}, {0.44f, 0.80f}});
  user.settle(8);
  const std::string whole = user.text("surgery.whole");
  EXPECT_NE(whole.find("the drawing is a"), std::string::npos) << whole;
  EXPECT_NE(whole.find("of 500 test samples right"), std::string::npos) << whole;
  EXPECT_EQ(user.text("surgery.operated"), "No unit is held. Click one to silence it.");
  user.click("surgery.unit1");
  user.settle(8);
  EXPECT_EQ(pinned_of(layer(user, 0).properties), (Pinned{{1, 0.0}}));
  EXPECT_EQ(user.text("surgery.unit1"), "held at 0");
  EXPECT_EQ(user.text("surgery.whole"), whole);
  EXPECT_NE(user.text("surgery.operated").substr(user.text("surgery.operated").find(':')),
            whole.substr(whole.find(':')));
  EXPECT_TRUE(*user.now().experiment == user.draft()) << "the run has taken it up";
  user.key(ImGuiKey_Z, true);
  user.settle(8);
  EXPECT_TRUE(pinned_of(layer(user, 0).properties).empty());
  EXPECT_TRUE(*user.now().experiment == user.draft());
  EXPECT_EQ(user.text("surgery.whole"), whole);
}

TEST(SurgeryPanel, AClickHoldsAtTheValueThatWasTyped) {
  Driver user(digit_and_surgery());
  user.type("surgery.value", "1.5");
  user.click("surgery.unit0");
  user.settle(6);
  EXPECT_EQ(pinned_of(layer(user, 0).properties), (Pinned{{0, 1.5}}));
  EXPECT_EQ(user.text("surgery.unit0"), "held at 1.5");
  user.click("surgery.unit0");
  user.settle(6);
  EXPECT_TRUE(pinned_of(layer(user, 0).properties).empty());
}

TEST(SurgeryPanel, AFrozenLayerStaysAsItIsWhileTheRunGoesOn) {
  Driver user(digit_and_surgery());
  user.click("layer0.frozen");
  user.settle();
  EXPECT_TRUE(is_frozen(layer(user, 0).properties));
  user.train_for(5);
  EXPECT_TRUE(is_frozen(user.now().experiment->network[0].properties));
  EXPECT_GT(user.now().steps, 0);
  user.click("surgery.undo_all");
  user.settle();
  EXPECT_FALSE(is_frozen(layer(user, 0).properties));
}

TEST(SurgeryPanel, TheKnockOutMapSaysWhatEachUnitIsWorth) {
  Driver user(digit_and_surgery());
  user.train_for(60);
  EXPECT_EQ(user.text("surgery.unit0"), "free");
  user.click("surgery.map");
  user.settle(8);
  EXPECT_EQ(user.text("surgery.unit0").find("free, costs "), 0u) << user.text("surgery.unit0");
  EXPECT_EQ(user.text("surgery.map.words").find("Red: accuracy is lost"), 0u);
  EXPECT_EQ(user.mark("surgery.cancel"), nullptr) << "it is complete";
  user.choose("surgery.layer", "relu_1");
  user.settle(6);
  EXPECT_EQ(user.text("surgery.unit0"), "free") << "the map is of the other layer";
}

}  // namespace
}  // namespace saddle::app
