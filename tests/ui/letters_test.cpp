// Text from outside shows in full, whatever script it is in and whatever the language of the window.
#include <array>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "../folder.h"
#include "driver.h"
#include "ui/fonts.h"
#include "ui/unseen.h"

namespace saddle::app {
namespace {

// Whether the font would draw this letter as itself.
bool has(const ImFont* font, ImWchar letter) {
  const ImFontGlyph* glyph = font->FindGlyphNoFallback(letter);
  return glyph && glyph->U0 <= 1 && glyph->U1 > glyph->U0;
}

bool all_fonts_have(ImWchar letter) {
  for (const ImFont* font : ImGui::GetIO().Fonts->Fonts) {
    if (!has(font, letter)) return false;
  }
  return true;
}

// An experiment on a table whose classes are 튤립, 벚꽃 and 봄.
std::string flowers_in(const Folder& folder) {
  std::string table = "a,b,kind\n";
  for (int i = 0; i < 20; ++i) {
    const std::string a = std::to_string(i);
    table += a + ",1,튤립\n" + a + ",5,벚꽃\n" + a + ",9,봄\n";
  }
  const std::string path = folder.write("flowers.csv", table).string();
  return folder
      .write("flowers.json", R"({"saddle":1,"name":"flowers","data":{"set":"csv","path":")" + path +
                                 R"("},)"
                                 R"("network":[{"type":"dense","units":3}],"loss":"softmax_cross_entropy",)"
                                 R"("optimizer":{"type":"adam"},"training":{"batch_size":8,"epochs":2}})")
      .string();
}

constexpr std::array<ImWchar, 5> of_flowers = {0xD2A4 /* 튤 */, 0xB9BD /* 립 */, 0xBC9A /* 벚 */, 0xAF43 /* 꽃 */,
                                               0xBD04 /* 봄 */};

TEST(Letters, NamesOfClassesShowInEveryPanelInBothLanguages) {
  const Folder folder;
  const std::string experiment = flowers_in(folder);
  for (const char* language : {"en", "ko"}) {
    for (const char* panel : {"confusion", "prediction", "examples", "plane"}) {
      Settings settings;
      settings.language = language;
      settings.workspace = {.arrangement = "one", .panes = {panel}, .full = 0};
      Driver user({.experiment = experiment, .settings = settings}, 1280, 720);
      if (!has(ImGui::GetIO().Fonts->Fonts[0], 0xD55C /* 한 */)) GTEST_SKIP() << "no font with Hangul is installed";
      user.click("train");
      user.finish();
      user.frames(3);
      for (const ImWchar letter : of_flowers)
        EXPECT_TRUE(all_fonts_have(letter)) << std::hex << letter << " in " << panel << ", " << language;
      EXPECT_FALSE(user.application().moving()) << "something that was drawn is still missing";
    }
  }
}

TEST(Letters, ALetterThatNoFontHasIsAskedForOnce) {
  const Folder folder;
  // U+0DF5 and U+A4D2 are rare, U+0380 is no letter at all, U+FE0F has no width.
  const std::string name = "\xE0\xB7\xB5 \xEA\x93\x92 \xCE\x80 x\xEF\xB8\x8F";
  const std::string experiment =
      folder
          .write("strange.json", R"({"saddle":1,"name":")" + name +
                                     R"(","data":{"set":"moons"},"network":[{"type":"dense","units":2}]})")
          .string();
  Settings settings;
  settings.recent = {"/tmp/" + name + ".json"};
  Driver user({.experiment = experiment, .settings = settings}, 1280, 720);
  user.press({.key = 'O', .control = true});
  user.frames(4);
  EXPECT_FALSE(user.application().moving()) << "the fonts are built again in every frame";
  EXPECT_FLOAT_EQ(ImGui::GetIO().Fonts->Fonts[0]->GetCharAdvance(0xFE0F), 0);
}

TEST(Letters, WhatIsLeftOutOfTheFirstFrameIsOnItsPlaceInTheNext) {
  ImGuiContext* const context = ImGui::CreateContext();
  ImGui::SetCurrentContext(context);
  ImGui::GetIO().DisplaySize = {400, 100};
  ImGui::GetIO().DeltaTime = 0.01f;
  std::set<ImWchar> letters;
  const auto frame = [&] {
    ui::load_fonts(1, "", letters);
    ImGui::NewFrame();
    ImGui::GetForegroundDrawList()->AddText({10, 10}, IM_COL32_WHITE, "a튤a");
    ImGui::Render();
    return ui::take_unseen(*ImGui::GetDrawData());
  };
  letters = frame();
  EXPECT_EQ(letters, (std::set<ImWchar>{of_flowers[0]}));
  EXPECT_TRUE(frame().empty());
  EXPECT_TRUE(all_fonts_have(of_flowers[0]) || !has(ImGui::GetIO().Fonts->Fonts[0], 0xD55C));
  ImGui::DestroyContext(context);
}

}  // namespace
}  // namespace saddle::app
