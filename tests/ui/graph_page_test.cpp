// The page of computational graphs as a student meets it.
#include <cmath>
#include <cstdlib>

#include <gtest/gtest.h>

#include "driver.h"

namespace saddle::app {
namespace {

class GraphPageUser : public Driver {
 public:
  GraphPageUser() : Driver({.lab = "concepts", .page = "graph"}, 1600, 1500) { settle(6); }
  double value(const std::string& name) {
    const ui::Mark* found = mark(name + ".value");
    return found ? std::strtod(found->text.c_str(), nullptr) : NAN;
  }
  void enter(const std::string& field, const std::string& text) {
    click(field);
    key(ImGuiKey_A, true);
    write(text);
    settle(6);
  }
  void press(const std::string& name) {
    click(name);
    settle(6);
    move(-1000, -1000);
    settle(4);
  }
};

TEST(GraphPage, ApplesAndOrangesHaveTheBooksNumbersAndDifferencesBesideThem) {
  GraphPageUser user;
  EXPECT_NEAR(user.value("graph.node.8"), 715, 1e-9);
  for (const auto& [name, slope] :
       {std::pair{"apple", 2.2}, {"n", 110.0}, {"orange", 3.3}, {"m", 165.0}, {"tax", 650.0}}) {
    EXPECT_NEAR(user.value(std::string("graph.d_") + name), slope, 1e-9);
    EXPECT_NEAR(user.value(std::string("graph.check_") + name), slope, 1e-5);
  }
}

TEST(GraphPage, AFormulaIsTypedAndItsInputsAre) {
  GraphPageUser user;
  user.enter("graph.formula", "u*u + sin(v)");
  ASSERT_NE(user.mark("graph.input.u"), nullptr);
  user.enter("graph.input.u", "3");
  user.enter("graph.input.v", "0.5");
  EXPECT_NEAR(user.value("graph.d_u"), 6, 1e-12);
  EXPECT_NEAR(user.value("graph.d_v"), std::cos(0.5), 1e-12);
  EXPECT_NEAR(user.value("graph.check_v"), std::cos(0.5), 1e-8);
  user.enter("graph.formula", "u*u + sin(v");
  EXPECT_NE(user.text("graph.formula.fault").find("closing parenthesis is missing"), std::string::npos);
  EXPECT_EQ(user.mark("graph.d_u"), nullptr);
  user.enter("graph.formula", "u*u");
  user.enter("graph.input.u", "[1, 2");
  EXPECT_FALSE(user.text("graph.input.u.fault").empty());
  user.enter("graph.input.u", "[1, 2]");
  EXPECT_EQ(user.text("graph.d_u"), "[2  4]");
  user.enter("graph.formula", "log(u)");
  user.enter("graph.input.u", "-1");
  EXPECT_NE(user.text("graph.check_u").find("not finite"), std::string::npos);
}

TEST(GraphPage, IsPlayedForwardAndThenBackward) {
  GraphPageUser user;
  user.press("graph.play");  // from the beginning, as all was played
  user.press("graph.play");  // pause
  while (user.value("graph.node.8") == user.value("graph.node.8")) user.press("graph.back");
  EXPECT_TRUE(std::isnan(user.value("graph.node.8"))) << "not computed yet";
  std::vector<std::string> seen;
  for (int step = 0; step < 12; ++step) {
    user.press("graph.forward");
    if (user.mark("graph.detail")) seen.push_back(user.text("graph.detail"));
    if (user.mark("graph.back_tax")) break;
  }
  EXPECT_NEAR(user.value("graph.node.8"), 715, 1e-9);
  EXPECT_NE(user.text("graph.back_tax").find("1 × 650 = 650"), std::string::npos) << user.text("graph.back_tax");
  EXPECT_EQ(seen.front(), "apple*n = 200");
}

TEST(GraphPage, ANodeThatIsClickedShowsItsLocalDerivatives) {
  GraphPageUser user;
  user.press("graph.node.6");
  EXPECT_EQ(user.text("graph.detail"), "apple*n + orange*m = 650");
  EXPECT_NE(user.text("graph.back_2").find("1.1 × 1 = 1.1"), std::string::npos) << user.text("graph.back_2");
}

TEST(GraphPage, FoldingMakesASigmoidOneNode) {
  GraphPageUser user;
  user.press("graph.example.sigmoid");
  const double folded = user.value("graph.d_w");
  EXPECT_EQ(user.mark("graph.node.9"), nullptr);
  user.press("graph.fold");
  EXPECT_NE(user.mark("graph.node.9"), nullptr);
  EXPECT_NEAR(user.value("graph.d_w"), folded, 1e-12);
  const double y = 1 / (1 + std::exp(-(0.5 * 2 - 0.3)));
  EXPECT_NEAR(folded, 2 * y * (1 - y), 1e-12);
}

TEST(GraphPage, ByHandTheGradientsAreHiddenInThePictureToo) {
  GraphPageUser user;
  user.press("concepts.hand");
  EXPECT_EQ(user.text("graph.d_apple"), "?");
  user.press("graph.node.2");
  EXPECT_NE(user.text("graph.back_apple").find("= ?"), std::string::npos) << user.text("graph.back_apple");
  user.enter("graph.d_apple.blank", "110");
  EXPECT_NE(user.text("graph.d_apple.verdict").find("swaps its factors"), std::string::npos);
  user.enter("graph.d_apple.blank", "2.2");
  EXPECT_NEAR(user.value("graph.d_apple"), 2.2, 1e-9);
}

}  // namespace
}  // namespace saddle::app
