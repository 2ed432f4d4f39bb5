// The page of one step of the network as a student meets it.
#include <cmath>
#include <cstdlib>

#include <gtest/gtest.h>

#include "driver.h"

namespace saddle::app {
namespace {

class OneStepPageUser : public Driver {
 public:
  OneStepPageUser() : Driver({.lab = "concepts", .page = "one_step", .experiment = "xor-learned"}, 1600, 1500) {
    calm();
  }
  void calm() {
    for (int turn = 0; turn < 4; ++turn) {
      while (application().pump()) {
      }
      settle(6);
    }
  }
  double value(const std::string& name) {
    const ui::Mark* found = mark(name + ".value");
    return found ? std::strtod(found->text.c_str(), nullptr) : NAN;
  }
  void press(const std::string& name) {
    click(name);
    calm();
    move(-1000, -1000);
    calm();
  }
};

TEST(OneStepPage, ShowsTheFirstWeightOfTheNetAsItStands) {
  OneStepPageUser user;
  EXPECT_FALSE(std::isnan(user.value("one_step.slope")));
  EXPECT_FALSE(std::isnan(user.value("one_step.weight_after")));
  ASSERT_NE(user.mark("one_step.card.1"), nullptr);
  EXPECT_EQ(user.text("one_step.card.0").find("dense_1"), 0) << user.text("one_step.card.0");
  EXPECT_FALSE(user.text("one_step.update").empty());
}

TEST(OneStepPage, AnotherExampleAndAnotherNumberHaveOtherGradients) {
  OneStepPageUser user;
  const double before = user.value("one_step.slope"), sum = user.value("one_step.sum");
  user.drag("one_step.sample", 60);
  user.calm();
  EXPECT_NE(user.value("one_step.sum"), sum);
  const double other = user.value("one_step.slope");
  user.drag("one_step.index", 60);
  user.calm();
  EXPECT_NE(user.value("one_step.slope"), other);
  EXPECT_NE(other, before);
}

TEST(OneStepPage, AnotherLayerIsChosenFromTheList) {
  OneStepPageUser user;
  user.click("one_step.parameter");
  user.frames(2);
  user.press("one_step.parameter/dense_2/bias");
  EXPECT_EQ(user.text("one_step.card.0").find("dense_2"), 0) << user.text("one_step.card.0");
}

TEST(OneStepPage, TheMiniatureIsWorkedOutByHand) {
  OneStepPageUser user;
  EXPECT_NEAR(user.value("one_step.w_after"), 0.52, 1e-12);
  user.press("concepts.hand");
  EXPECT_EQ(user.text("one_step.w_after"), "?");
}

}  // namespace
}  // namespace saddle::app
