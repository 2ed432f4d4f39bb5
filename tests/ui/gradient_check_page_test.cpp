// The page of the gradient check as a student meets it.
#include <cmath>
#include <cstdlib>

#include <gtest/gtest.h>

#include "driver.h"

namespace saddle::app {
namespace {

class CheckPageUser : public Driver {
 public:
  CheckPageUser() : Driver({.lab = "concepts", .page = "gradient_check", .experiment = "xor-learned"}, 1600, 1500) {
    calm();
  }
  void calm() {
    for (int turn = 0; turn < 4; ++turn) work(), settle(6);
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
  // Its workers move when they are told to.
  void work() {
    while (application().pump()) {
    }
  }
};

TEST(GradientCheckPage, ChecksTheNetAsItStandsWhenItIsOpened) {
  CheckPageUser user;
  const std::string all = std::to_string(static_cast<int>(user.value("gradient_check.checked")));
  EXPECT_EQ(user.text("gradient_check.checked").find(all + " of " + all + " numbers"), 0)
      << user.text("gradient_check.checked");
  EXPECT_LT(user.value("gradient_check.row.dense_1/weight"), 1e-5);
  ASSERT_NE(user.mark("gradient_check.worst.1"), nullptr);
  EXPECT_GE(user.value("gradient_check.worst.0"), user.value("gradient_check.worst.1"));
}

TEST(GradientCheckPage, ANumberThatIsClickedIsShownOverH) {
  CheckPageUser user;
  const std::string before = user.text("gradient_check.curve");
  user.press("gradient_check.worst.3");
  EXPECT_NE(user.text("gradient_check.curve"), before);
  EXPECT_EQ(user.text("gradient_check.worst.3").find(user.text("gradient_check.curve")), 0);
}

TEST(GradientCheckPage, TheStepOfTheMiniatureChangesItsErrorAsThePictureSays) {
  CheckPageUser user;
  EXPECT_NEAR(user.value("gradient_check.analytic"), user.value("gradient_check.numerical"), 1e-8);
  EXPECT_LT(user.value("gradient_check.difference"), 1e-8);
}

TEST(GradientCheckPage, TheProofIsMadeWhenItIsAskedFor) {
  CheckPageUser user;
  user.press("gradient_check.view.proof");
  EXPECT_EQ(user.mark("gradient_check.proved"), nullptr);
  user.press("gradient_check.prove");
  EXPECT_GT(user.value("gradient_check.proved"), 50);
  EXPECT_EQ(user.text("gradient_check.proof.conv2d"), "passed");
  EXPECT_EQ(user.text("gradient_check.proof.adam"), "passed");
}

}  // namespace
}  // namespace saddle::app
