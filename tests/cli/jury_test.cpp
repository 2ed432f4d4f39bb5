// Several models at once, and drawings that are no digit.
#include <cmath>
#include <filesystem>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "program.h"
#include "saddle/picture.h"

namespace saddle {
namespace {

using nlohmann::json;

class JuryOnTheCommandLine : public testing::Test {
 protected:
  void SetUp() override { std::filesystem::copy_file(SADDLE_TEST_DATA "/seven.png", place_.path() / "seven.png"); }
  json said(const std::string& arguments) {
    const Outcome outcome = place_.saddle(arguments + " --json");
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    return outcome.status == 0 ? json::parse(outcome.out) : json();
  }
  void train(const std::string& name, int seed) {
    const Outcome trained =
        place_.saddle("train first-light --set data.train=400 --set data.test=200 --steps 30 --seed " +
                      std::to_string(seed) + " --save " + name + " --json");
    ASSERT_EQ(trained.status, 0) << trained.err;
  }
  // Dark on white; `dark(x, y)` of 60 x 60.
  template <class Dark>
  void draw(const std::string& name, const Dark& dark) {
    PixelImage picture{60, 60, 1, {}};
    for (int y = 0; y < 60; ++y) {
      for (int x = 0; x < 60; ++x) picture.pixels.push_back(dark(x, y) ? 0 : 255);
    }
    write_png(place_.path() / name, picture);
  }
  const std::string shipped = SADDLE_ASSETS "/models/digits.npz";
  Place place_;
};

TEST_F(JuryOnTheCommandLine, AnswersWithItsMeanAndWithEachMember) {
  train("a.npz", 1);
  train("b.npz", 2);
  const json row = said("predict a.npz b.npz " + shipped + " -- seven.png")[0];
  ASSERT_EQ(row["jury"].size(), 3u);
  EXPECT_EQ(row["jury"][0]["model"], "a.npz");
  int agreeing = 0;
  for (int i = 0; i < 3; ++i) {
    const std::string model = i == 0 ? "a.npz" : i == 1 ? "b.npz" : shipped;
    const json alone = said("predict " + model + " seven.png")[0];
    EXPECT_EQ(row["jury"][i]["prediction"], alone["prediction"]);
    EXPECT_EQ(row["jury"][i]["probabilities"], alone["probabilities"]);
    agreeing += alone["prediction"] == row["prediction"];
  }
  EXPECT_EQ(row["agreeing"], agreeing);
  for (int k = 0; k < 10; ++k) {
    double mean = 0;
    for (int i = 0; i < 3; ++i) mean += row["jury"][i]["probabilities"][k].get<double>() / 3;
    EXPECT_NEAR(row["probabilities"][k].get<double>(), mean, 1e-6);
  }
  EXPECT_NE(place_.saddle("predict a.npz b.npz seven.png").out.find("of 2 agree"), std::string::npos);
}

TEST_F(JuryOnTheCommandLine, IsMeasuredAsAnEnsemble) {
  train("a.npz", 1);
  train("b.npz", 2);
  const json together = said("eval a.npz b.npz");
  ASSERT_EQ(together["members"].size(), 2u);
  EXPECT_EQ(together["members"][0]["accuracy"], said("eval a.npz")["accuracy"]);
  EXPECT_EQ(together["members"][1]["accuracy"], said("eval b.npz")["accuracy"]);
  int64_t right = 0;
  for (int k = 0; k < 10; ++k) right += together["confusion"][k][k].get<int64_t>();
  EXPECT_NEAR(together["accuracy"].get<double>(), static_cast<double>(right) / 200, 1e-9);
  EXPECT_LE(together["agreement"].get<double>(), 1);
  const Outcome refused = place_.saddle("eval a.npz b.npz --precision half");
  EXPECT_EQ(refused.status, 2);
  EXPECT_NE(refused.err.find("--precision"), std::string::npos);
}

TEST_F(JuryOnTheCommandLine, RefusesMembersThatDoNotFitAndNoQuestion) {
  train("a.npz", 1);
  ASSERT_EQ(place_.saddle("train moons --steps 5 --save moons.npz --json").status, 0);
  const Outcome other = place_.saddle("predict a.npz moons.npz seven.png");
  EXPECT_EQ(other.status, 2);
  EXPECT_NE(other.err.find("model 2"), std::string::npos) << other.err;
  const Outcome nothing = place_.saddle("predict a.npz a.npz");
  EXPECT_EQ(nothing.status, 2);
  EXPECT_NE(nothing.err.find("FILE"), std::string::npos) << nothing.err;
}

TEST_F(JuryOnTheCommandLine, WhatIsNoDigitIsSaidToBeNone) {
  const json seven = said("predict " + shipped + " seven.png")[0];
  EXPECT_EQ(seven["digit"], "7");
  EXPECT_EQ(seven["prediction"], "7");
  EXPECT_GE(seven["evidence"]["likeness"].get<double>(), seven["evidence"]["least_likeness"].get<double>());
  draw("blank.png", [](int, int) { return false; });
  draw("dot.png", [](int x, int y) { return (x - 25) * (x - 25) + (y - 30) * (y - 30) < 30; });
  draw("cross.png", [](int x, int y) { return std::abs(x - y) < 4 || std::abs(x + y - 59) < 4; });
  for (const char* name : {"blank.png", "dot.png", "cross.png"}) {
    const json row = said("predict " + shipped + " " + name)[0];
    EXPECT_TRUE(row["digit"].is_null()) << name << row;
    EXPECT_FALSE(row["why"].get<std::string>().empty());
    EXPECT_FALSE(row.contains("prediction")) << name;
  }
  EXPECT_NE(place_.saddle("predict " + shipped + " dot.png").out.find("no digit"), std::string::npos);
}

TEST_F(JuryOnTheCommandLine, TwoDigitsAreReadOneByOne) {
  const PixelImage seven = read_picture(place_.path() / "seven.png", 1);
  PixelImage twice{2 * seven.width, seven.height, 1, {}};
  for (int y = 0; y < seven.height; ++y) {
    for (int x = 0; x < twice.width; ++x)
      twice.pixels.push_back(seven.pixels[static_cast<size_t>(y * seven.width + x % seven.width)]);
  }
  write_png(place_.path() / "two.png", twice);
  const json row = said("predict " + shipped + " two.png")[0];
  EXPECT_TRUE(row["digit"].is_null());
  ASSERT_EQ(row["digits"].size(), 2u) << row;
  EXPECT_EQ(row["digits"][0]["digit"], "7");
  EXPECT_EQ(row["digits"][1]["digit"], "7");
  EXPECT_LT(row["digits"][0]["box"][2].get<int>(), row["digits"][1]["box"][2].get<int>());
}

TEST_F(JuryOnTheCommandLine, EvalCountsWhatWouldBeRefused) {
  train("a.npz", 1);
  const json drawings = said("eval a.npz --as-drawing");
  EXPECT_LE(drawings["refused"].get<int>(), 4) << "of 200 procedural digits";
  EXPECT_FALSE(said("eval a.npz").contains("refused"));
}

}  // namespace
}  // namespace saddle
