// What is drawn between two states of the worker: while data load there are no classes and no samples, though panels
// still remember the run before.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "driver.h"
#include "model/panel.h"

namespace saddle::app {
namespace {

// A convolution's drawing of a seven is answered by the network in training.
void draw_for_the_network_in_training(Driver& user) {
  if (!user.mark("digit.canvas")) return;
  user.choose("digit.source", "training");
  user.stroke({{0.28f, 0.24f}, {0.70f, 0.24f}, {0.44f, 0.80f}});
}

TEST(BetweenStates, ADrawingOutlivesAChangeOfTheData) {
  Driver user;
  draw_for_the_network_in_training(user);
  ASSERT_NE(user.text("digit.prediction"), "");
  user.draw_every_snapshot();
  user.type("data.seed", "5");
  user.settle();
  EXPECT_EQ(user.text("digit.canvas"), "1 strokes");
  EXPECT_NE(user.text("digit.prediction"), "");
}

TEST(BetweenStates, EveryPanelDrawsEverySnapshotOfAChangeOfData) {
  for (const PanelType& type : panels::all()) {
    SCOPED_TRACE(type.name);
    ApplicationOptions options;
    options.settings.workspace.arrangement = "two";
    options.settings.workspace.panes = {std::string(type.name), "digit", "curves"};
    Driver user(options, 1600, 1000);
    draw_for_the_network_in_training(user);
    user.draw_every_snapshot();
    user.click("train");
    user.settle();
    for (const char* preset : {"moons", "curve", "gate-and", "fcn-small", "first-light"}) {
      SCOPED_TRACE(preset);
      user.click("train");
      user.application().open(fmt::format("{}/presets/{}.json", SADDLE_ASSETS, preset));
      user.settle(6);
      EXPECT_EQ(user.now().issue, std::nullopt) << user.now().issue->text();
    }
  }
}

}  // namespace
}  // namespace saddle::app
