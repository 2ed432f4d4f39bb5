#include <cmath>

#include <gtest/gtest.h>

#include "panel_alone.h"
#include "panels/loss_landscape/loss_picture.h"

namespace saddle::app {
namespace {

Probe asked(Driver& user) {
  for (const auto& [probe, reading] : user.now().readings) {
    if (probe.type == "landscape") return probe;
  }
  ADD_FAILURE() << "the landscape is not watched";
  return {};
}

std::string option(Driver& user, const std::string& name) {
  const Probe probe = asked(user);
  const auto found = probe.options.find(name);
  return found == probe.options.end() ? "" : to_text(found->second);
}

TEST(LandscapePanel, FillsInWhileTrainingStandsStillAndShowsThePath) {
  Driver user(panel_alone("landscape", "moons"), 1280, 720);
  user.finish();
  EXPECT_TRUE(user.text("landscape").starts_with("1089 of 1089 points at step 0, 1 places from step 0"))
      << user.text("landscape");
  user.click("train");
  user.settle(20);
  user.click("train");
  user.finish();
  const int64_t steps = user.now().steps;
  EXPECT_GT(steps, 5);
  EXPECT_TRUE(user.text("landscape").starts_with("1089 of 1089 points at step " + std::to_string(steps)))
      << user.text("landscape");
  EXPECT_NE(user.text("landscape").find(", " + std::to_string(steps + 1) + " places from step 0"), std::string::npos)
      << user.text("landscape");
}

TEST(LandscapePanel, EveryControlChangesWhatIsAskedFor) {
  Driver user(panel_alone("landscape", "moons"), 1280, 720);
  user.type("landscape.seed", "7");
  EXPECT_EQ(option(user, "seed"), "7");
  user.type("landscape.range", "2.5");
  EXPECT_EQ(option(user, "range"), "2.5");
  user.type("landscape.samples", "40");
  EXPECT_EQ(option(user, "samples"), "40");
  user.choose("landscape.points", "17");
  EXPECT_EQ(option(user, "resolution"), "17");
  user.finish();
  EXPECT_NE(user.text("landscape").find("of 289 points"), std::string::npos) << user.text("landscape");
  EXPECT_NE(user.text("landscape").find("x -2.5 .. 2.5"), std::string::npos) << user.text("landscape");
  user.choose("landscape.directions", "principal");
  EXPECT_EQ(option(user, "directions"), "principal");
  EXPECT_EQ(option(user, "range"), "1") << "each kind has a range of its own";
  EXPECT_FALSE(user.mark("landscape.seed")) << "principal components are not random";
}

TEST(LandscapePanel, SaysThatPrincipalComponentsNeedAPathAndThenShowsThem) {
  Driver user(panel_alone("landscape", "moons"), 1280, 720);
  user.choose("landscape.directions", "principal");
  user.finish();
  EXPECT_EQ(user.text("landscape"), "Principal components are those of the path: train a few steps.");
  user.click("train");
  user.settle(30);
  user.click("train");
  user.finish();
  EXPECT_TRUE(user.text("landscape").starts_with("1089 of 1089")) << user.text("landscape");
  EXPECT_NE(user.text("landscape.caption").find("of the path's variance"), std::string::npos)
      << user.text("landscape.caption");
}

TEST(LandscapePanel, OpenedAfterTheTrainingItShowsRandomDirectionsUntilThereIsAPath) {
  Driver user(panel_alone("curves", "moons"), 1280, 720);
  user.train_for(20);
  user.choose("pane0", "landscape");
  user.finish();
  EXPECT_TRUE(user.text("landscape").starts_with("1089 of 1089")) << user.text("landscape");
  EXPECT_EQ(option(user, "directions"), "random") << "nobody has followed the path";
  user.train_for(5);
  user.finish();
  EXPECT_EQ(option(user, "directions"), "principal");
  EXPECT_TRUE(user.text("landscape").starts_with("1089 of 1089")) << user.text("landscape");
}

TEST(LandscapePanel, IsSeenFromAboveAndInThreeDimensionsWithOrWithoutLogarithm) {
  Driver user(panel_alone("landscape", "moons"), 1280, 720);
  user.finish();
  EXPECT_EQ(user.text("landscape.map"), "linear");
  user.click("landscape.log");
  user.settle();
  EXPECT_EQ(user.text("landscape.map"), "log");
  user.click("landscape.view.surface");
  user.settle();
  EXPECT_FALSE(user.mark("landscape.map"));
  const std::string before = user.text("landscape.surface");
  EXPECT_NE(before.find("log"), std::string::npos) << before;
  user.click("landscape.view.map");
  user.settle();
  EXPECT_TRUE(user.mark("landscape.map"));
}

TEST(LandscapePanel, RefusesANetworkWhosePathDoesNotFit) {
  const ChangedPreset large("moons", [](Experiment& experiment) {
    experiment.network = {{.name = {}, .type = "dense", .properties = {{"units", 2900}}},
                          {.name = {}, .type = "dense", .properties = {{"units", 2900}}},
                          {.name = {}, .type = "dense", .properties = {{"units", 2}}}};
  });
  Driver user(panel_alone("landscape", large), 1280, 720);
  EXPECT_NE(user.text("landscape").find("more than 128 MB; take a network of up to 8.0 million"), std::string::npos)
      << user.text("landscape");
}

// A plane from -1 to 1, laid at step 9, where the weights still are.
LossLandscapeReading around(Array loss) {
  return {.plane = {{.loss = std::move(loss),
                     .x_min = -1,
                     .x_max = 1,
                     .y_min = -1,
                     .y_max = 1,
                     .path = {{.step = 9}},
                     .laid = 9}}};
}

// f = 3 + x - 2 y + x y on 5 x 5 points: the cubics between them go through it, and so does what lies between.
LossLandscapeReading bilinear(float hole = 0) {
  Array loss{{5, 5}, {}};
  for (int row = 0; row < 5; ++row) {
    for (int column = 0; column < 5; ++column) {
      const float x = static_cast<float>(column) / 2 - 1, y = static_cast<float>(row) / 2 - 1;
      loss.values.push_back(row == 4 && column == 4 && hole != 0 ? hole : 3 + x - 2 * y + x * y);
    }
  }
  return around(std::move(loss));
}

TEST(LossPicture, GoesThroughThePoints) {
  LossPicture picture;
  EXPECT_TRUE(picture.follow(bilinear()));
  EXPECT_FALSE(picture.follow(bilinear())) << "the same again";
  for (const double x : {-1.0, -0.83, 0.0, 0.31, 1.0}) {
    for (const double y : {-1.0, -0.4, 0.77, 1.0})
      EXPECT_NEAR(picture.value(x, y), 3 + x - 2 * y + x * y, 1e-3) << x << ", " << y;
  }
  EXPECT_TRUE(std::isnan(picture.value(1.01, 0)));
}

TEST(LossPicture, StaysUntilThereIsSomethingToSeeOfTheNextPlane) {
  LossPicture picture;
  picture.follow(bilinear());
  LossLandscapeReading next = around({{5, 5}, std::vector<float>(25, std::numeric_limits<float>::quiet_NaN())});
  next.plane->laid = 40;
  EXPECT_FALSE(picture.follow({}));
  EXPECT_FALSE(picture.follow(next));
  EXPECT_EQ(picture.laid(), 9);
  EXPECT_NEAR(picture.value(0, 0), 3, 1e-3);
  next.plane->loss.values.assign(25, 7);
  EXPECT_TRUE(picture.follow(next));
  EXPECT_EQ(picture.laid(), 40);
}

TEST(LossPicture, StaysTheSameUntilTheNextLevelIsKnownAsAWhole) {
  const auto nine = [](int known_of_the_fine) {
    Array loss{{9, 9}, {}};
    for (int i = 0; i < 81; ++i) {
      const bool coarse = i / 9 % 2 == 0 && i % 9 % 2 == 0;
      const bool known = coarse || known_of_the_fine-- > 0;
      loss.values.push_back(known ? static_cast<float>(i) : std::numeric_limits<float>::quiet_NaN());
    }
    return around(std::move(loss));
  };
  LossPicture picture;
  EXPECT_TRUE(picture.follow(nine(0)));
  EXPECT_EQ(picture.known(), 25);
  EXPECT_FALSE(picture.follow(nine(55))) << "nothing to draw anew";
  EXPECT_EQ(picture.known(), 80);
  EXPECT_TRUE(picture.follow(nine(56)));
}

TEST(LossPicture, HasAHoleWhereTheLossIsNoNumberAndNoneBesideIt) {
  LossPicture picture;
  picture.follow(bilinear(std::numeric_limits<float>::infinity()));
  EXPECT_TRUE(std::isnan(picture.value(0.9, 0.9)));
  EXPECT_NEAR(picture.value(0.3, 0.3), 3 + 0.3 - 0.6 + 0.09, 1e-3);
  EXPECT_TRUE(std::isfinite(picture.range().max));
}

}  // namespace
}  // namespace saddle::app
