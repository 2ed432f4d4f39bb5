#include <array>
#include <cstdio>

#include <gtest/gtest.h>

#include "driver.h"
#include "measured.h"
#include "plot/number.h"
#include "saddle/dataset.h"
#include "saddle/trainer.h"

namespace saddle::app {
namespace {

ApplicationOptions with(const std::string& experiment, std::vector<std::string> panes = {}) {
  ApplicationOptions options{.experiment = experiment, .data_directory = "/nowhere"};
  if (!panes.empty()) options.settings.workspace = {.arrangement = "two", .panes = std::move(panes)};
  return options;
}

// Where the points lie is asked first, then the grid around them.
void look_at_plane(Driver& user) { user.settle(6); }

int number_in(const std::string& text) { return std::stoi(text); }

TEST(PlanePanel, StandsInForWhatPointsHaveNoUseForAndGivesWay) {
  Driver user(with("gate-and"), 1280, 720);
  EXPECT_EQ(user.text("pane0.area"), "plane");
  EXPECT_EQ(user.text("pane1.area"), "curves");
  EXPECT_EQ(user.mark("pane2.area"), nullptr);
  EXPECT_EQ(user.application().settings().workspace.arrangement, "lecture") << "the user's own arrangement is kept";
  EXPECT_EQ(user.application().settings().workspace.panes.front(), "curves");
  user.choose("preset", "first-light");
  EXPECT_EQ(user.text("pane2.area"), "digit");
  EXPECT_EQ(user.text("pane0.area"), "curves");
}

TEST(PlanePanel, AnArrangementOfTheUsersKeepsWhatHasAUse) {
  Driver user(with("gate-and", {"curves", "digit"}));
  EXPECT_EQ(user.text("pane0.area"), "curves");
  EXPECT_EQ(user.text("pane1.area"), "plane");
  user.choose("pane1", "digit");  // on purpose
  EXPECT_EQ(user.text("pane1.area"), "digit");
  user.choose("preset", "first-light");
  EXPECT_EQ(user.text("pane1.area"), "digit");
}

TEST(PlanePanel, ThePerceptronOfTheBookIsRightAboutAndAndWrongAboutXor) {
  Driver user(with("gate-and"));
  look_at_plane(user);
  EXPECT_EQ(user.text("plane").substr(0, 17), "4 points, 0 wrong");
  user.choose("preset", "xor-one-line");
  user.click("train");
  user.finish();
  look_at_plane(user);
  EXPECT_NE(user.text("plane").substr(0, 17), "4 points, 0 wrong");
  user.choose("preset", "xor-learned");
  user.click("train");
  user.finish();
  look_at_plane(user);
  EXPECT_EQ(user.text("plane").substr(0, 17), "4 points, 0 wrong");
}

TEST(PlanePanel, EveryControlChangesWhatIsShown) {
  Driver user(with("ten-clusters"));
  look_at_plane(user);
  EXPECT_EQ(user.text("plane").substr(0, 11), "1000 points") << user.text("plane");
  user.choose("plane.points", "none");
  look_at_plane(user);
  EXPECT_EQ(user.text("plane").substr(0, 8), "0 points");
  user.choose("plane.points", "test");
  look_at_plane(user);
  EXPECT_NE(user.text("plane").substr(0, 8), "0 points");
  EXPECT_NE(user.mark("plane.units"), nullptr);
  user.choose("plane.layer", "");
  EXPECT_EQ(user.mark("plane.units"), nullptr);
  user.choose("plane.layer", "dense_1");
  look_at_plane(user);
  EXPECT_EQ(user.text("plane.units"), "16 units of dense_1");
  user.click("plane.unit0");
  user.frame();
  EXPECT_EQ(user.text("plane.units"), "16 units of dense_1, h1");
  user.click("plane.unit0");
  user.frame();
  EXPECT_EQ(user.text("plane.units"), "16 units of dense_1");
}

TEST(PlanePanel, UnitsLeaveThePlaneTheHeightOfALowPane) {
  ApplicationOptions options{.experiment = "ten-clusters"};
  options.settings.workspace = {.arrangement = "four", .panes = {"plane"}};
  Driver user(options, 1280, 720);
  user.settle(8);
  const ui::Mark figure = *user.mark("plane.figure"), unit = *user.mark("plane.unit0");
  EXPECT_GE(unit.left, figure.right);
  EXPECT_GE(figure.bottom - figure.top, 180);
}

TEST(PlanePanel, ZoomingAsksForTheGridOfWhatIsShown) {
  Driver user(with("circles"));
  look_at_plane(user);
  // Where the grid that was measured lies, after comparing it with what the figure says that it shows.
  const auto measured = [&] {
    std::array<double, 4> shown{}, asked{};
    EXPECT_EQ(std::sscanf(user.text("plane.figure").c_str(), "x %lf .. %lf, y %lf .. %lf", &shown[0], &shown[1],
                          &shown[2], &shown[3]),
              4);
    for (const auto& [probe, reading] : user.now().readings) {
      if (probe.type != "plane") continue;
      const std::array names{"x_min", "x_max", "y_min", "y_max"};
      for (size_t i = 0; i < names.size(); ++i) asked[i] = std::get<double>(probe.options.at(names[i]));
    }
    for (size_t i = 0; i < asked.size(); ++i) EXPECT_NEAR(asked[i], shown[i], 0.02) << i;
    return asked;
  };
  const auto whole = measured();
  const ui::Mark figure = *user.mark("plane.figure");
  user.move((figure.left + figure.right) / 2, figure.top + (figure.right - figure.left) / 2);
  for (int notch = 0; notch < 6; ++notch) user.wheel(1);
  user.settle(6);
  const auto zoomed = measured();
  EXPECT_LT(zoomed[1] - zoomed[0], 0.8 * (whole[1] - whole[0]));
  EXPECT_LT(zoomed[3] - zoomed[2], 0.8 * (whole[3] - whole[2]));
}

TEST(PlanePanel, ShowsCurveAndSurface) {
  Driver user(with("curve"));
  look_at_plane(user);
  EXPECT_EQ(user.text("plane").substr(0, 10), "500 points") << user.text("plane");
  EXPECT_NE(user.text("plane").find("1 × 256"), std::string::npos) << user.text("plane");
  user.choose("preset", "surface");
  look_at_plane(user);
  EXPECT_EQ(user.text("plane").substr(0, 10), "500 points") << user.text("plane");
  EXPECT_EQ(user.text("plane.units").substr(0, 8), "16 units");
}

TEST(ConfusionPanel, AgreesWithTheCountsAndShowsWhatIsBehindACell) {
  Driver user(with("first-light", {"confusion", "prediction"}));
  user.type("data.train", "2000");
  user.type("data.test", "300");
  user.finish();
  EXPECT_NE(user.text("confusion").find("over 300"), std::string::npos) << user.text("confusion");
  const auto counts = measured<ConfusionReading>(user.now().reading({.type = "confusion"})).results.confusion;
  int64_t all = 0, most = 0;
  int at = 0;
  for (int cell = 0; cell < 100; ++cell) {
    const int64_t count = counts[static_cast<size_t>(cell)];
    all += count;
    if (cell / 10 != cell % 10 && count > most) most = count, at = cell;
  }
  EXPECT_EQ(all, 300);
  ASSERT_GT(most, 0) << "an untrained network is wrong about something";
  const ui::Mark matrix = *user.mark("confusion.matrix");
  const float side = (matrix.right - matrix.left) / 10;
  const auto click_cell = [&] {
    user.move(matrix.left + (static_cast<float>(at % 10) + 0.5f) * side,
              matrix.top + (static_cast<float>(at / 10) + 0.5f) * side);
    user.press();
    user.release();
    user.finish();
  };
  click_cell();
  EXPECT_EQ(user.text("confusion.matrix"), std::to_string(at / 10) + " → " + std::to_string(at % 10));
  EXPECT_EQ(number_in(user.text("confusion.behind")), most);
  ASSERT_TRUE(user.click("confusion.tile.0"));
  user.settle();
  const std::string example = user.text("prediction");
  EXPECT_NE(example.find(std::to_string(at / 10) + " → " + std::to_string(at % 10)), std::string::npos) << example;
  user.click("confusion.close");
  user.frame();
  EXPECT_EQ(user.text("confusion.matrix"), "");
  EXPECT_EQ(user.mark("confusion.behind"), nullptr);
}

TEST(ConfusionPanel, EveryControlChangesWhatIsShown) {
  Driver user(with("first-light", {"confusion", "curves"}));
  user.type("data.train", "2000");
  user.type("data.test", "300");
  user.finish();
  const auto picture = [&] {
    user.move(0, 0);
    user.frames(2);
    return user.picture().pixels;
  };
  const auto shares = picture();
  user.choose("confusion.text", "counts");
  EXPECT_FALSE(picture() == shares);
  user.choose("confusion.view", "pairs");
  EXPECT_EQ(user.mark("confusion.matrix"), nullptr);
  const std::string worst = user.text("confusion.pair0");
  EXPECT_NE(worst, "");
  user.click("confusion.pair0");
  user.finish();
  EXPECT_EQ(worst.substr(worst.rfind(' ') + 1), user.text("confusion.behind"));
  user.choose("confusion.view", "classes");
  EXPECT_NE(user.mark("confusion.classes"), nullptr);
}

TEST(ConfusionPanel, SaysThatNumbersHaveNoClasses) {
  Driver user(with("curve", {"curves", "plane"}));
  user.choose("pane0", "confusion");
  EXPECT_EQ(user.text("confusion"), "none");
}

TEST(ExamplesPanel, ListsTheMisclassifiedAndEveryControlChangesThem) {
  Driver user(with("first-light", {"examples", "prediction"}));
  user.type("data.train", "2000");
  user.type("data.test", "300");
  user.finish();
  const auto first = [&] { return number_in(user.text("examples.tile.0")); };
  const std::string wrong = user.text("examples");
  EXPECT_NE(wrong.find("of 300, page 1"), std::string::npos) << wrong;
  const int by_index = first();
  EXPECT_LT(by_index, number_in(user.text("examples.tile.1")));
  user.click("examples.next");
  user.finish();
  EXPECT_NE(user.text("examples").find("page 2"), std::string::npos);
  EXPECT_GT(first(), by_index);
  user.click("examples.previous");
  user.finish();
  EXPECT_EQ(first(), by_index);
  user.choose("examples.kind", "hardest");
  user.finish();
  EXPECT_EQ(user.text("examples"), wrong) << "as many, in another order";
  const int hardest = first();
  user.choose("examples.kind", "all");
  user.finish();
  EXPECT_EQ(user.text("examples"), "300 of 300, page 1");
  user.click("examples.tile.0");
  user.settle();
  EXPECT_EQ(number_in(user.text("prediction")), first());
  EXPECT_EQ(hardest, first()) << "the hardest of all is one that is wrong";
}

TEST(PredictionPanel, IsLeafedThroughTypedAndSearched) {
  Driver user(with("first-light", {"prediction", "curves"}));
  user.type("data.train", "2000");
  user.type("data.test", "300");
  const auto shown = [&] { return number_in(user.text("prediction")); };
  EXPECT_EQ(shown(), 0);
  EXPECT_FALSE(user.mark("prediction.previous")->enabled);
  user.click("prediction.next");
  user.settle();
  EXPECT_EQ(shown(), 1);
  user.click("prediction.previous");
  user.settle();
  EXPECT_EQ(shown(), 0);
  user.type("prediction.index", "299");
  EXPECT_EQ(shown(), 299);
  EXPECT_FALSE(user.mark("prediction.next")->enabled);
  user.click("prediction.wrong");
  user.settle(6);
  const int one = shown();
  EXPECT_NE(one, 299);
  const Reading* reading = user.now().reading({.type = "example", .options = {{"index", one}}});
  ASSERT_NE(reading, nullptr);
  EXPECT_EQ(measured<ExampleReading>(reading).answer.right, 0);
  user.click("prediction.wrong");
  user.settle(6);
  EXPECT_NE(shown(), one);
  EXPECT_EQ(user.text("prediction.bars"), "10 of 10");
}

TEST(PredictionPanel, TakesTheDrawnDigit) {
  Driver user(with("first-light", {"prediction", "digit"}));
  user.stroke({{0.28f, 0.24f}, {0.70f, 0.24f}, {0.44f, 0.80f}});
  user.choose("prediction.source", "drawn");
  EXPECT_EQ(user.text("prediction").substr(0, 6), "drawn ");
  user.choose("prediction.source", "test");
  EXPECT_EQ(user.text("prediction").substr(0, 2), "0 ");
}

TEST(PredictionPanel, ShowsTheMapOfASceneAndTheNumberOfARegression) {
  Driver user(with("fcn-small", {"prediction", "confusion"}));
  EXPECT_NE(user.mark("prediction.maps"), nullptr);
  EXPECT_NE(user.text("prediction").find("wrong"), std::string::npos) << user.text("prediction");
  user.choose("preset", "curve");
  // Sample 0 of the test set: what the data say, and what a network of the same seed answers before its first step.
  const auto data = load_dataset(user.draft().data);
  Trainer trainer(user.draft(), data);
  std::vector<float> sample(1);
  data->copy_sample(data->test, 0, sample.data());
  const std::string expected =
      "0 " + plot::value_text(data->test.targets[0]) + " → " + plot::value_text(trainer.predict(sample)[0]) + " loss ";
  EXPECT_EQ(user.text("prediction").substr(0, expected.size()), expected) << user.text("prediction");
}

}  // namespace
}  // namespace saddle::app
