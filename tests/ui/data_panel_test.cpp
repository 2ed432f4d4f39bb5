// A look at the data: what the panel shows against the data set itself.
#include <algorithm>
#include <cmath>
#include <string>

#include <gtest/gtest.h>

#include "measured.h"
#include "panel_alone.h"
#include "saddle/dataset.h"

namespace saddle::app {
namespace {

TEST(DataPanel, CountsTheClassesBeforeAnythingIsTrained) {
  Driver user(panel_alone("data"), 1280, 720);
  user.settle(6);
  EXPECT_EQ(user.now().steps, 0);
  const auto data = load_dataset(user.now().experiment->data);
  std::vector<int> counts(10);
  for (const int label : data->train.labels) ++counts[static_cast<size_t>(label)];
  for (const int k : {0, 1, 2}) {
    EXPECT_EQ(user.text("data.class" + std::to_string(k)),
              std::to_string(k) + " " + std::to_string(counts[static_cast<size_t>(k)]));
  }
  EXPECT_NE(user.text("data").find("(1, 28, 28)"), std::string::npos) << user.text("data");
  EXPECT_NE(user.text("data").find("values 0 to 1"), std::string::npos) << user.text("data");
}

TEST(DataPanel, ScrollsThroughThousandsAndAsksForThoseInSightOnly) {
  Driver user(panel_alone("data"), 1280, 720);
  user.settle(4);
  user.choose("data.view", "all");
  user.settle(4);
  const std::string first = user.text("data.grid");
  EXPECT_TRUE(first.starts_with("0 to ")) << first;
  const ui::Mark pane = *user.mark("pane0.area");
  user.move((pane.left + pane.right) / 2, (pane.top + pane.bottom) / 2);
  for (int i = 0; i < 40; ++i) user.wheel(-20);
  user.settle(6);
  const std::string later = user.text("data.grid");
  EXPECT_NE(later, first);
  EXPECT_GT(std::stoi(later), 1000) << later;
  size_t samples = 0;
  for (const auto& [probe, reading] : user.now().readings) {
    if (const auto* shown = reading->as<SamplesReading>(); probe.type == "samples" && shown)
      samples += shown->which.size();
  }
  EXPECT_LE(samples, 500u) << "only those in sight are copied";
  EXPECT_NE(user.mark("data.tile0"), nullptr);
}

TEST(DataPanel, AugmentedPicturesAreVariedAndVariedAgain) {
  const ChangedPreset preset("first-light", [](Experiment& e) {
    e.data.properties = {{"train", 300}, {"test", 50}};
    e.augmentation = {{"shift", 3}};
  });
  Driver user(panel_alone("data", preset), 1280, 720);
  const auto picture = [&] {
    user.settle(6);
    user.move(-1000, -1000);
    user.frames(3);
    return user.picture().pixels;
  };
  picture();
  EXPECT_FALSE(user.mark("data.again")->enabled) << "nothing is varied as they are";
  const float place = user.mark("data.grid")->top;
  const auto raw = picture();
  user.choose("data.stage", "augmented");
  const auto varied = picture();
  EXPECT_NE(varied, raw);
  EXPECT_EQ(user.mark("data.grid")->top, place) << "nothing jumps";
  user.click("data.again");
  EXPECT_NE(picture(), varied);
}

TEST(DataPanel, OneClassCanBeSeenAlone) {
  Driver user(panel_alone("data"), 1280, 720);
  user.settle(4);
  user.choose("data.view", "7");
  user.settle(6);
  EXPECT_EQ(user.text("data.tile0"), "7");
  EXPECT_EQ(user.text("data.tile5"), "7");
}

TEST(DataPanel, ShowsThePointsOfThePlaneAndTheColumnsOfATable) {
  Driver user(panel_alone("data", "moons"), 1280, 720);
  user.settle(6);
  const auto data = load_dataset(user.now().experiment->data);
  EXPECT_EQ(user.text("data.points"), std::to_string(data->train.count) + " points");
  user.choose("data.table", "values");
  user.settle(4);
  float least = HUGE_VALF, most = -HUGE_VALF;
  for (size_t i = 0; i < data->train.values.size(); i += 2) {
    least = std::min(least, data->train.values[i]);
    most = std::max(most, data->train.values[i]);
  }
  const std::string row = user.text("data.feature0");
  EXPECT_NEAR(std::stod(row.substr(row.find(' '))), static_cast<double>(least), 1e-3) << row;
  EXPECT_NEAR(std::stod(row.substr(row.rfind(' '))), static_cast<double>(most), 1e-3) << row;
}

TEST(DataPanel, EveryPresetAndPanelStateIsDrawnWhileDataLoad) {
  for (const char* preset : {"first-light", "moons", "curve", "fcn-small", "gate-and", "apple-graph"}) {
    Driver user(panel_alone("data", preset), 1024, 640);
    user.draw_every_snapshot();
    user.settle(4);
    EXPECT_NE(user.text("data"), "") << preset;
    EXPECT_NE(user.text("data"), "none") << preset;
  }
}

}  // namespace
}  // namespace saddle::app
