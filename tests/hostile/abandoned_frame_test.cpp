// An exception in the midst of a frame, and an assertion of the library.
#include <stdexcept>

#include <gtest/gtest.h>
#include <imgui.h>

#include "../ui/driver.h"
#include "plot/surface3d.h"
#include "shell/assertions.h"

namespace saddle::app {
namespace {

// Fails deep in the windows of a lab, for as many frames as it is told.
class Failing : public plot::SurfaceRenderer {
 public:
  explicit Failing(std::function<void()> fail) : fail_(std::move(fail)) {}
  ImTextureID render(const plot::Surface3d&, int, int) override {
    if (times-- > 0) {
      ImGui::PushStyleColor(ImGuiCol_Text, 0u);
      ImGui::PushFont(ImGui::GetFont());
      ImGui::BeginDisabled();
      ImGui::BeginChild("###left open");
      ImGui::BeginGroup();
      ImGui::GetWindowDrawList()->ChannelsSplit(2);
      fail_();
    }
    return nullptr;
  }
  int times = 0;

 private:
  std::function<void()> fail_;
};

ApplicationOptions arena() {
  ApplicationOptions options;
  options.lab = "arena";
  options.outlives_failures = true;
  return options;
}

void expect_to_go_on(Driver& user, Failing& renderer, const std::string& said) {
  user.application().use(renderer);
  user.click("view.surface");
  user.frames(2);
  ASSERT_EQ(user.text("notice"), "");
  const Experiment draft = user.draft();
  renderer.times = 3;
  user.frames(3);
  EXPECT_NE(user.text("notice").find(said), std::string::npos) << user.text("notice");
  EXPECT_NE(user.mark("lab.network"), nullptr) << "the bar is gone";
  user.frames(3);
  EXPECT_NE(user.mark("view.surface"), nullptr) << "the lab did not come back";
  EXPECT_EQ(user.draft(), draft);
  user.click("notice.action");
  user.frames(2);
  EXPECT_EQ(user.text("notice"), "");
  user.click("lab.network");
  user.settle();
  user.click("train");
  user.settle(5);
  EXPECT_GT(user.now().steps, 0);
}

TEST(AbandonedFrame, AnExceptionBecomesASentenceAndTheWindowGoesOn) {
  Failing renderer([] { throw std::runtime_error("a vector was too short"); });
  Driver user(arena(), 1600, 1000);
  expect_to_go_on(user, renderer, "a vector was too short");
}

TEST(AbandonedFrame, ABrokenAssertionOfTheLibraryDoesToo) {
  const AssertionsThrow assertions;
  Failing renderer([] { ImGui::PopStyleVar(100); });
  Driver user(arena(), 1600, 1000);
  expect_to_go_on(user, renderer, "imgui");
}

TEST(AbandonedFrameDeathTest, OtherwiseAnAssertionEndsTheProgram) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  Failing renderer([] { ImGui::PopStyleVar(100); });
  Driver user(arena(), 1600, 1000);
  user.application().use(renderer);
  user.click("view.surface");
  EXPECT_DEATH(
      {
        renderer.times = 1;
        user.frame();
      },
      "Assertion");
}

}  // namespace
}  // namespace saddle::app
