// What the window shows is what is so: numbers as they were typed, names of what is there, losses that say what is
// wrong.
#include <array>

#include <gtest/gtest.h>
#include <imgui.h>

#include "drawn_text.h"
#include "driver.h"
#include "saddle/catalog.h"

namespace saddle::app {
namespace {

double rate(const Experiment& experiment) {
  const auto rows = catalog::find(catalog::optimizers(), experiment.optimizer.type)->properties;
  return number_of(value_of(experiment.optimizer.properties, *find(rows, "learning_rate")));
}

std::string words_drawn() {
  std::string words;
  for (const DrawnRun& run : runs_of(*ImGui::GetDrawData())) words += run.text() + "\n";
  return words;
}

TEST(ArenaOfOneVariable, ATangentTouchesOnlyWhereFIsDefined) {
  Driver user({.lab = "arena"});
  const auto words_at = [&](const std::string& formula) {
    user.click("function.formula");
    user.key(ImGuiKey_A, true);
    user.write(formula);
    user.settle(6);
    user.key(ImGuiKey_Home);
    user.settle(4);
    return words_drawn();
  };
  EXPECT_NE(words_at("x^2").find("tangent"), std::string::npos);
  EXPECT_EQ(words_at("log(x)").find("tangent"), std::string::npos) << "the race begins at -1.5";
}

TEST(NumberFields, ACommaIsADecimalMark) {
  Driver user;
  user.type("optimizer.learning_rate", "0,05");
  EXPECT_EQ(rate(user.draft()), 0.05);
  EXPECT_EQ(user.mark("optimizer.learning_rate.refused"), nullptr);
}

TEST(NumberFields, WhatCannotCountIsRefusedWithTheRangeAndStaysWhereItWasTyped) {
  Driver user;
  const Experiment before = user.draft();
  for (const auto& [field, text, said] : {std::array{"optimizer.learning_rate", "2000", "to 1000, got 2000"},
                                          {"optimizer.learning_rate", "1e30", "to 1000, got 1e30"},
                                          {"optimizer.learning_rate", "-1", "got -1"},
                                          {"optimizer.learning_rate", "1.000,5", "write 1000.5"},
                                          {"optimizer.learning_rate", "fast", "\"fast\""},
                                          {"training.batch_size", "100000", "from 1 to 65536, got 100000"},
                                          {"training.batch_size", "0", "from 1 to 65536, got 0"}}) {
    user.frames(40);  // long enough for no triple click
    user.type(field, text);
    EXPECT_EQ(user.text(field), text);
    EXPECT_NE(user.text(std::string(field) + ".refused").find(said), std::string::npos)
        << text << ": " << user.text(std::string(field) + ".refused");
    EXPECT_EQ(user.draft(), before) << text;
  }
  user.frames(40);
  user.type("training.batch_size", "64");
  EXPECT_EQ(user.draft().training.at("batch_size"), Value(64));
  EXPECT_EQ(user.mark("training.batch_size.refused"), nullptr);
}

TEST(NumberFields, TheRefusalLiesBesideThePanelAndMovesNothing) {
  Driver user;
  const ui::Mark batch = *user.mark("training.batch_size"), rate_before = *user.mark("optimizer.learning_rate");
  user.type("optimizer.learning_rate", "2000");
  const ui::Mark refused = *user.mark("optimizer.learning_rate.refused");
  EXPECT_GT(refused.left, rate_before.right);
  EXPECT_EQ(user.mark("training.batch_size")->top, batch.top);
  EXPECT_EQ(user.mark("optimizer.learning_rate")->bottom, rate_before.bottom);
}

TEST(NumberFields, EscapeLeavesTheNumberAsItWas) {
  Driver user;
  const Experiment before = user.draft();
  user.type("optimizer.learning_rate", "2000");
  user.frames(40);
  const ui::Mark at = *user.mark("optimizer.learning_rate");
  user.move((at.left + at.right) / 2, (at.top + at.bottom) / 2);
  user.press(), user.release();
  user.key(ImGuiKey_Escape);
  user.settle();
  EXPECT_EQ(user.draft(), before);
  EXPECT_EQ(user.mark("optimizer.learning_rate.refused"), nullptr);
  EXPECT_EQ(user.text("optimizer.learning_rate"), "0.001");
}

TEST(NetworkLab, APresetOpensWhenItIsChosenWhateverWasTrained) {
  Driver user;
  user.train_for(5);
  ASSERT_EQ(user.text("status"), "paused");
  user.click("preset");
  user.frames(3);
  user.click("preset/gate-and");
  user.settle();
  EXPECT_EQ(user.text("status"), "ready");
  EXPECT_EQ(user.now().steps, 0);
  EXPECT_EQ(user.now().experiment->name, user.draft().name);
  EXPECT_EQ(user.now().experiment->data.type, "gates");
}

TEST(NetworkLab, ALossThatDoesNotFitTheClassesIsAFaultWithAMend) {
  Driver user({.experiment = "moons"});
  user.choose("data.set", "procedural_digits");
  for (int presses = 0; presses < 5 && user.text("network.issue").find("asks a question") == std::string::npos;
       ++presses)
    user.click("layer" + std::to_string(user.draft().network.size() - 1) + ".issue.action"), user.settle();
  const std::string said = user.text("network.issue");
  EXPECT_NE(said.find("Sigmoid cross entropy asks a question of its own"), std::string::npos) << said;
  EXPECT_FALSE(user.mark("train")->enabled);
  EXPECT_EQ(user.text("network.issue.action"), "Use Softmax cross entropy");
  ASSERT_TRUE(user.click("network.issue.action"));
  user.settle();
  EXPECT_EQ(user.draft().loss.type, "softmax_cross_entropy");
  // What else does not fit the ten classes is mended as ever.
  if (user.click("layer" + std::to_string(user.draft().network.size() - 1) + ".issue.action")) user.settle();
  EXPECT_TRUE(user.mark("train")->enabled) << user.text("network.issue");
}

TEST(NetworkLab, TheLossIsChosenInTheSidePanel) {
  Driver user({.experiment = "curve"});
  EXPECT_EQ(user.text("loss.type"), "Mean squared error");
  user.choose("loss.form", "half_sum");
  EXPECT_EQ(to_text(user.draft().loss.properties.at("form")), "half_sum");
}

TEST(NetworkLab, TheNameFollowsWhatIsThere) {
  Driver user({.experiment = "moons"});
  EXPECT_EQ(user.text("preset"), "Two moons");
  EXPECT_NE(user.mark("about"), nullptr);
  user.choose("data.set", "procedural_digits");
  EXPECT_NE(user.text("preset").find(", begun as Two moons"), std::string::npos) << user.text("preset");
  EXPECT_EQ(user.mark("about"), nullptr) << "it speaks of moons";
}

TEST(NetworkLab, WeightsSetByHandAreNotCalledHe) {
  Driver user({.experiment = "gate-and"});
  EXPECT_EQ(user.text("init"), "set by hand");
}

TEST(NetworkLab, ARateOfAThousandExplodesAndTheDoctorIsOneClickAway) {
  for (const char* optimizer : {"adam", "sgd"}) {
    Driver user;
    if (user.draft().optimizer.type != optimizer) user.choose("optimizer.type", optimizer);
    user.click("train");
    user.settle(5);
    user.frames(40);
    user.type("optimizer.learning_rate", "1000");
    user.settle(20);
    ASSERT_TRUE(user.now().alarm) << optimizer;
    EXPECT_NE(user.text("run.issue").find("The loss has grown"), std::string::npos) << user.text("run.issue");
    ASSERT_TRUE(user.click("status.doctor"));
    user.settle();
    ASSERT_NE(user.mark("gradients.alarm.action"), nullptr) << optimizer;
    ASSERT_TRUE(user.click("gradients.alarm.action"));
    user.settle(20);
    EXPECT_FALSE(user.now().alarm) << optimizer;
    EXPECT_LT(rate(user.draft()), 1) << optimizer;
    EXPECT_LT(user.now().curves.train_loss.back().value, 10) << optimizer;
  }
}

}  // namespace
}  // namespace saddle::app
