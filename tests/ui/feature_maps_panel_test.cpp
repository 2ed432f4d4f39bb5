#include <cstdio>

#include <gtest/gtest.h>

#include "measured.h"
#include "panel_alone.h"

namespace saddle::app {
namespace {

TEST(FeatureMapsPanel, ShowsEveryLayerAndOneLarge) {
  Driver user(panel_alone("feature_maps"), 1280, 720);
  EXPECT_EQ(user.text("feature_maps"), "3 layers");
  EXPECT_EQ(user.text("feature_maps.conv2d_1"), "(16, 24, 24)");
  user.click("feature_maps.max_pool2d_1");
  user.settle();
  EXPECT_EQ(user.text("feature_maps"), "16 maps of max_pool2d_1");
  user.choose("feature_maps.layer", "conv2d_1");
  EXPECT_EQ(user.text("feature_maps"), "16 maps of conv2d_1");
  user.choose("feature_maps.layer", "every layer");
  EXPECT_EQ(user.text("feature_maps"), "3 layers");
}

TEST(FeatureMapsPanel, AnotherPictureGivesOtherMaps) {
  Driver user(panel_alone("feature_maps"), 1280, 720);
  const auto maps = [&](int sample) {
    return user.now().reading({.type = "feature_maps", .options = {{"sample", sample}}});
  };
  ASSERT_NE(maps(0), nullptr);
  const auto zero = measured<FeatureMapsReading>(maps(0)).output_of("conv2d_1")->values;
  user.type("feature_maps.example", "5");
  ASSERT_NE(maps(5), nullptr);
  EXPECT_EQ(maps(0), nullptr) << "still measured though nobody looks";
  EXPECT_NE(measured<FeatureMapsReading>(maps(5)).output_of("conv2d_1")->values, zero);
  EXPECT_EQ(user.application().focus().example, 5);
}

TEST(FeatureMapsPanel, PointingAtAPixelShowsWhatItSeesAndHowItIsMade) {
  Driver user(panel_alone("feature_maps"), 1280, 720);
  user.choose("feature_maps.layer", "conv2d_1");
  EXPECT_EQ(user.mark("feature_maps.product"), nullptr);
  const auto point_at_a_map = [&] {
    const ui::Mark maps = *user.mark("feature_maps");  // a copy: the next frame leaves marks of its own
    user.move(maps.left + 40, maps.top + 40);
    user.settle();
  };
  point_at_a_map();
  const std::string seen = user.text("feature_maps.picture"), product = user.text("feature_maps.product");
  int top = 0, bottom = 0, left = 0, right = 0;
  ASSERT_EQ(std::sscanf(seen.c_str(), "rows %d-%d, columns %d-%d", &top, &bottom, &left, &right), 4) << seen;
  EXPECT_EQ(bottom - top, 4);  // a kernel of 5
  EXPECT_EQ(right - left, 4);
  double sum = 0, bias = 0, value = 0;
  ASSERT_EQ(std::sscanf(product.c_str(), "Σ %lf + b %lf = %lf", &sum, &bias, &value), 3) << product;
  EXPECT_NEAR(sum + bias, value, 0.01 * std::abs(value) + 1e-3);
  user.choose("feature_maps.layer", "max_pool2d_1");
  point_at_a_map();
  ASSERT_EQ(std::sscanf(user.text("feature_maps.picture").c_str(), "rows %d-%d", &top, &bottom), 2);
  EXPECT_EQ(bottom - top, 5);  // 5 x 5, then 2 x 2: 6 pixels
}

TEST(FeatureMapsPanel, ShowsTheDrawnDigit) {
  auto options = panel_alone("feature_maps");
  options.settings.workspace = {.arrangement = "lecture", .panes = {"feature_maps", "filters", "digit"}};
  Driver user(options, 1600, 1000);
  EXPECT_EQ(user.mark("feature_maps.drawing"), nullptr);
  user.stroke({{0.5f, 0.2f}, {0.5f, 0.8f}});
  ASSERT_TRUE(user.click("feature_maps.drawing"));
  user.settle();
  EXPECT_EQ(user.text("feature_maps.drawing"), "on");
  const auto drawn = user.application().focus().drawn;
  ASSERT_TRUE(drawn);
  const Reading* reading = user.now().reading({.type = "feature_maps", .input = drawn});
  ASSERT_NE(reading, nullptr);
  EXPECT_EQ(measured<FeatureMapsReading>(reading).picture.values, *drawn);
}

TEST(FeatureMapsPanel, AQuarterOfTheWindowShowsSeveralMapsOfALayerAndAPanelAloneAll) {
  ApplicationOptions options{.settings = {.workspace = {.arrangement = "four", .panes = {"feature_maps"}}}};
  EXPECT_GE(std::stoi(Driver(options, 1280, 720).text("feature_maps.conv2d_1.maps")), 4);
  EXPECT_EQ(Driver(panel_alone("feature_maps"), 1280, 720).text("feature_maps.conv2d_1.maps"), "16 of 16");
}

}  // namespace
}  // namespace saddle::app
