#include "labs/network/preset_menu.h"

#include <gtest/gtest.h>
#include <imgui.h>

#include "driver.h"

namespace saddle::app {
namespace {

int listed(Driver& user) {
  int count = 0;
  for (const auto& [name, mark] : user.application().marks()) count += name.starts_with("preset/");
  return count;
}

void type(Driver& user, const std::string& text) {
  ImGui::GetIO().AddInputCharactersUTF8(text.c_str());
  user.frames(3);
}

TEST(PresetMenu, SearchesAsOneTypesAndEnterTakesTheFirst) {
  Driver user({.data_directory = "/nowhere"});
  user.click("preset");
  user.frames(3);
  const int all = listed(user);
  EXPECT_GT(all, 40);
  type(user, "resnet 50");
  EXPECT_EQ(listed(user), 1);
  user.key(ImGuiKey_Enter);
  user.settle(1);
  EXPECT_EQ(user.application().draft().preset, "resnet-50");
  user.click("preset");
  user.frames(3);
  EXPECT_EQ(listed(user), all) << "the search begins anew";
  type(user, "gate");
  EXPECT_GE(listed(user), 4);
  user.key(ImGuiKey_DownArrow);
  user.key(ImGuiKey_Enter);
  user.settle(1);
  EXPECT_EQ(user.application().draft().preset, "gate-nand");
  user.key(ImGuiKey_Z, true);
  user.settle(1);
  EXPECT_EQ(user.application().draft().preset, "resnet-50");
}

TEST(PresetMenu, EnterTakesWhatIsCalledThatBeforeWhatSpeaksOfIt) {
  Driver user({.data_directory = "/nowhere"});
  user.click("preset");
  user.frames(3);
  type(user, "decay");
  EXPECT_GT(listed(user), 1);
  user.key(ImGuiKey_Enter);
  user.settle(1);
  EXPECT_EQ(user.application().draft().preset, "weight-decay");
}

TEST(PresetMenu, FindsByTitleChapterDataAndLayer) {
  const auto presets = presets_in(SADDLE_ASSETS "/presets");
  const auto names = [&](const std::string& search) {
    std::vector<std::string> names;
    for (const Preset* preset : found_presets(presets, {}, search)) names.push_back(preset->name);
    return names;
  };
  EXPECT_EQ(names("").size(), presets.size());
  EXPECT_EQ(names("DENSENET 121"), std::vector<std::string>{"densenet-121"});
  for (const std::string& name : names("perceptrons")) EXPECT_NE(name, "resnet-20");
  EXPECT_FALSE(names("dropout").empty());
  for (const Preset* preset : found_presets(presets, {}, "auxiliary_output"))
    EXPECT_TRUE(preset->name.starts_with("googlenet")) << preset->name;
  EXPECT_TRUE(names("zebra").empty());
}

// The worker may be in the midst of a long step or a measurement; a manual one does not even begin.
TEST(PresetMenu, OfTheRunBeforeNothingIsShownOnceAPresetIsChosen) {
  Driver user;
  user.train_for(20);
  ASSERT_EQ(user.text("status"), "paused");
  ASSERT_GT(user.now().steps, 0);
  user.click("preset");
  user.frames(2);
  type(user, "apples and oranges");
  user.key(ImGuiKey_Enter);
  user.frames(3);
  EXPECT_EQ(user.text("preset"), "Apples and oranges");
  EXPECT_EQ(user.text("status"), "loading");
  EXPECT_EQ(user.mark("status.steps"), nullptr);
  EXPECT_EQ(*user.now().experiment, user.draft());
  EXPECT_FALSE(user.mark("reset")->enabled);
  user.settle();
  EXPECT_EQ(user.text("status"), "ready");
  EXPECT_TRUE(user.mark("train")->enabled);
  EXPECT_FALSE(user.application().runs().runs().empty()) << "the run before is kept";
}

TEST(PresetMenu, WhoPressesTrainWhileTheDataLoadNeedNotPressItAgain) {
  for (const bool twice : {false, true}) {
    Driver user;
    user.click("preset");
    user.frames(2);
    type(user, "two moons");
    user.key(ImGuiKey_Enter);
    user.frames(3);
    ASSERT_EQ(user.text("status"), "loading");
    ASSERT_TRUE(user.click("train"));
    user.frames(2);
    EXPECT_EQ(user.text("status"), "loading");
    EXPECT_EQ(user.text("train"), "Pause") << "it can be taken back";
    if (twice) user.click("train");
    user.settle(4);
    EXPECT_EQ(user.text("status"), twice ? "paused" : "running");
    EXPECT_EQ(user.now().steps > 0, !twice);
  }
}

}  // namespace
}  // namespace saddle::app
