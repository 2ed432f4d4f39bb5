// The page of the gradient check as a student meets it.
#include <cmath>
#include <cstdlib>

#include <gtest/gtest.h>

#include "../folder.h"
#include "driver.h"

namespace saddle::app {
namespace {

class CheckPageUser : public Driver {
 public:
  explicit CheckPageUser(const std::string& experiment = "xor-learned")
      : Driver({.lab = "concepts", .page = "gradient_check", .experiment = experiment}, 1600, 1500) {
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

// 2,000 numbers were as far as one turn of the worker went.
TEST(GradientCheckPage, ChecksEveryNumberOfALargerNetTurnByTurn) {
  const Folder folder;
  folder.write("wide.json", R"({"saddle": 1, "data": {"set": "moons", "train": 20, "test": 10}, "network": [
    {"type": "dense", "units": 50}, {"type": "tanh"}, {"type": "dense", "units": 50}, {"type": "tanh"},
    {"type": "dense", "units": 2}]})");
  CheckPageUser user((folder / "wide.json").string());
  EXPECT_EQ(user.value("gradient_check.checked"), 2 * 50 + 50 + 50 * 50 + 50 + 50 * 2 + 2);
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
