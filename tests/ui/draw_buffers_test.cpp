// What was drawn once is no reason to keep its memory for as long as the window is open.
#include <cstddef>

#include <gtest/gtest.h>
#include <imgui.h>
#include <imgui_internal.h>

#include "driver.h"

namespace saddle::app {
namespace {

size_t bytes_of_draw_lists() {
  size_t sum = 0;
  for (const ImGuiWindow* window : ImGui::GetCurrentContext()->Windows) {
    sum += static_cast<size_t>(window->DrawList->VtxBuffer.Capacity) * sizeof(ImDrawVert) +
           static_cast<size_t>(window->DrawList->IdxBuffer.Capacity) * sizeof(ImDrawIdx);
  }
  return sum;
}

// Makes every window that is drawn now as large as the largest picture of a long lesson makes it.
void inflate() {
  for (ImGuiWindow* window : ImGui::GetCurrentContext()->Windows) window->DrawList->VtxBuffer.reserve(50'000);
}

TEST(DrawBuffers, ShrinkToWhatIsDrawn) {
  Driver user({}, 1280, 720);
  user.frames(10);
  const size_t before = bytes_of_draw_lists();
  user.click("lab.arena");
  user.frames(5);
  inflate();
  user.click("lab.network");
  user.frames(5);
  inflate();
  ASSERT_GT(bytes_of_draw_lists(), before + 8'000'000);
  user.frames(300);
  EXPECT_LT(bytes_of_draw_lists(), 4 * before + 1'000'000);
  const std::string title = user.text("preset");
  EXPECT_FALSE(title.empty()) << "it is drawn as before";
}

// Coming back, a window does not take again what it once had.
TEST(DrawBuffers, StaySmallWhenALabIsOpenedAgain) {
  Driver user({}, 1280, 720);
  user.click("lab.arena");
  user.frames(5);
  const size_t before = bytes_of_draw_lists();
  inflate();
  user.click("lab.network");
  user.frames(300);
  ImGui::GetIO().ConfigMemoryCompactTimer = 0.1f;  // as after a minute
  user.frames(300);
  user.click("lab.arena");
  user.frames(5);
  EXPECT_LT(bytes_of_draw_lists(), 4 * before + 1'000'000);
}

}  // namespace
}  // namespace saddle::app
