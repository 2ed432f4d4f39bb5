#include <gtest/gtest.h>

#include "measured.h"
#include "panel_alone.h"

namespace saddle::app {
namespace {

TEST(FiltersPanel, ShowsEachConvolutionNowBeforeAndWhatChanged) {
  const ChangedPreset two("first-light", [](Experiment& experiment) {
    experiment.network.insert(experiment.network.begin() + 1,
                              {.name = {}, .type = "conv2d", .properties = {{"filters", 3}, {"kernel", 3}}});
  });
  Driver user(panel_alone("filters", two), 1280, 720);
  EXPECT_EQ(user.text("filters"), "16 filters");
  user.choose("filters.layer", "conv2d_2");
  EXPECT_EQ(user.text("filters"), "48 filters");  // 3 filters for each of 16 maps
  EXPECT_EQ(user.application().focus().node, "conv2d_2");
  const Probe now{.type = "filters", .node = "conv2d_2"};
  const auto first = measured<FiltersReading>(user.now().reading(now)).weight.values;
  user.click("train");
  user.settle(10);
  user.click("train");
  user.choose("filters.view", "before");
  const Reading* start =
      user.now().reading({.type = "filters", .node = "conv2d_2", .options = {{"when", std::string("start")}}});
  ASSERT_NE(start, nullptr);
  EXPECT_EQ(measured<FiltersReading>(start).weight.values, first);
  EXPECT_NE(measured<FiltersReading>(user.now().reading(now)).weight.values, first);
  user.choose("filters.view", "difference");
  EXPECT_EQ(user.text("filters"), "48 filters");
  EXPECT_EQ(user.mark("filters.wipe"), nullptr);
  user.choose("filters.view", "wipe");
  EXPECT_EQ(user.text("filters.line"), "0.50");
  const PixelImage half = user.picture();
  user.drag("filters.wipe", 1000);
  EXPECT_EQ(user.text("filters.line"), "1.00");
  EXPECT_NE(user.picture().pixels, half.pixels);
}

TEST(FiltersPanel, OneInputChannelAtATimeWhereThereAreTooMany) {
  const ChangedPreset two("first-light", [](Experiment& experiment) {
    experiment.network.insert(experiment.network.begin() + 1,
                              {.name = {}, .type = "conv2d", .properties = {{"filters", 40}, {"kernel", 3}}});
  });
  Driver user(panel_alone("filters", two), 1280, 720);
  user.choose("filters.layer", "conv2d_2");
  EXPECT_EQ(user.text("filters"), "40 filters");
  ASSERT_NE(user.mark("filters.channel"), nullptr);
  user.type("filters.channel", "7");
  EXPECT_EQ(user.text("filters.channel"), "7");
}

}  // namespace
}  // namespace saddle::app
