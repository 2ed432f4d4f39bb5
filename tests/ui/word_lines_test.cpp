#include "ui/word_lines.h"

#include <gtest/gtest.h>
#include <imgui.h>

#include "driver.h"

namespace saddle::ui {
namespace {

TEST(WordLines, EndBetweenWordsAndNeverInsideANumber) {
  app::Driver user({}, 1280, 720);  // whose font is in use
  const float room = ImGui::CalcTextSize("the rate 0.").x + 1;
  EXPECT_EQ(in_word_lines("the rate 0.0000000001 is small", room), "the rate\n0.0000000001\nis small");
  EXPECT_EQ(in_word_lines("the rate\n0.1 is", room), "the rate\n0.1 is") << "a line that ends, ends";
  const float short_room = ImGui::CalcTextSize("only 100").x + 1;
  EXPECT_EQ(in_word_lines("only 100 % of", short_room), "only\n100 % of");
  EXPECT_TRUE(holds_broken_number("10 and 0.0000000001"));
  EXPECT_TRUE(holds_broken_number("148,586 parameters"));
  EXPECT_FALSE(holds_broken_number("It ends. 5 are left, and 3."));
}

}  // namespace
}  // namespace saddle::ui
