// Back in time: the cursor on the curves, the keys, what the panels say, and how a run continues from there.
#include <algorithm>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "model/runs/run_shelf.h"
#include "panel_alone.h"
#include "ui/chord.h"

namespace saddle::app {
namespace {

// A small convolutional network that has learned for a while, and is paused.
class Traveler : public Driver {
 public:
  explicit Traveler(Workspace workspace = {.arrangement = "four", .panes = {"curves", "filters", "gradients", "digit"}})
      : Driver({.experiment = changed(),
                .moment_every = 4,  // however busy the machine is
                .settings = {.workspace = std::move(workspace)}},
               1600, 1100) {
    click("train");
    for (int turn = 0; turn < 400 && (now().steps < 40 || steps().size() < 6); ++turn) settle(1);
    click("train");
    settle();
  }

  const std::vector<int64_t>& steps() { return *now().moments.steps; }
  int64_t middle() { return steps()[steps().size() / 2]; }
  // Drags the mark on the axis of the curves to where a step is drawn.
  void drag_to(double step) {
    const ui::Mark mark = *this->mark("time.cursor");
    const double from = now().looked_at ? static_cast<double>(*now().looked_at) : static_cast<double>(now().steps);
    const float x = (mark.left + mark.right) / 2, y = (mark.top + mark.bottom) / 2;
    const float step_0 = axis_begin();
    const float to = step_0 + static_cast<float>(step / from) * (x - step_0);
    move(x, y);
    frames(30);
    press();
    for (int i = 1; i <= 8; ++i) move(x + (to - x) * static_cast<float>(i) / 8, y);
    release();
    settle();
  }
  std::vector<std::string> ages() {
    std::vector<std::string> all;
    for (const auto& [name, mark] : application().marks()) {
      if (name.starts_with("pane") && name.ends_with(".age")) all.push_back(mark.text);
    }
    return all;
  }

 private:
  static std::string changed() {
    static const ChangedPreset preset("simple-convnet", [](Experiment& experiment) {
      experiment.data = {"procedural_digits", {{"train", 500}, {"test", 100}}};
      experiment.network = {
          {.name = {}, .type = "conv2d", .properties = {{"filters", 4}, {"kernel", 5}, {"stride", 2}}},
          {.name = {}, .type = "relu"},
          {.name = {}, .type = "dense", .properties = {{"units", 10}}}};
      experiment.training = {{"batch_size", 20}, {"epochs", 40}, {"evaluate_every", 10}};
      experiment.reference.clear();
    });
    return preset;
  }
  // Where step 0 is drawn: found by looking at the first moment, which is of step 0.
  float axis_begin() {
    const auto before = now().looked_at;
    click("time.replay");
    click("time.replay");
    settle();
    for (int i = 0; i < 2000 && text("time.cursor") != "0"; ++i) press(ui::Chord{.key = ui::key::left});
    settle();
    const ui::Mark begin = *mark("time.cursor");
    press(ui::Chord{.key = ui::key::end});
    settle();
    EXPECT_EQ(now().looked_at, before);
    return (begin.left + begin.right) / 2;
  }
};

TEST(TimeTravel, DraggingTheCursorTakesEveryPanelBackAndTheButtonReturns) {
  Traveler user;
  const int64_t last = user.now().steps;
  EXPECT_EQ(user.text("time.where"), "now");
  EXPECT_EQ(user.mark("status.now"), nullptr);
  user.drag_to(static_cast<double>(user.middle()));
  ASSERT_TRUE(user.now().looked_at);
  const int64_t past = *user.now().looked_at;
  EXPECT_NEAR(static_cast<double>(past), static_cast<double>(user.middle()), static_cast<double>(last) / 10);
  EXPECT_TRUE(std::ranges::binary_search(user.steps(), past));
  EXPECT_EQ(user.text("time.where"), fmt::format("step {} of {} – the past", past, last));
  EXPECT_EQ(user.text("status.past"), std::to_string(past));
  user.frames(2);
  const auto ages = user.ages();
  EXPECT_GE(ages.size(), 2u);
  for (const std::string& age : ages) EXPECT_NE(age.find("the past"), age.npos) << age;
  for (const auto& [probe, reading] : user.now().readings) {
    if (probe.type != "updates") {
      EXPECT_EQ(reading->step, past) << probe.type;
    }
  }
  EXPECT_EQ(user.now().steps, last) << "the run stays where it is";
  ASSERT_TRUE(user.click("status.now"));
  user.settle();
  EXPECT_FALSE(user.now().looked_at);
  EXPECT_EQ(user.text("time.where"), "now");
  for (const std::string& age : user.ages()) EXPECT_EQ(age.find("the past"), age.npos) << age;
  for (const auto& [probe, reading] : user.now().readings) {
    if (probe.type != "updates") {  // those are of the last step that was followed
      EXPECT_EQ(reading->step, last) << probe.type;
    }
  }
}

TEST(TimeTravel, TheWorkerGetsReadyForItWhenTheMouseComesNearTheCursorOrTheRunStandsStill) {
  Traveler user;
  const auto prepared = [&] { return user.application().focus().time.prepared; };
  EXPECT_TRUE(prepared()) << "it is paused";
  user.click("reset");
  user.settle();
  EXPECT_FALSE(prepared()) << "there is no past yet";
  user.click("train");
  user.settle(8);
  ASSERT_EQ(user.now().status, Status::running);
  EXPECT_FALSE(prepared()) << "a run pays nothing while the mouse is elsewhere";
  const ui::Mark cursor = *user.mark("time.cursor");
  user.move((cursor.left + cursor.right) / 2, (cursor.top + cursor.bottom) / 2);
  user.frames(2);
  EXPECT_TRUE(prepared());
}

TEST(TimeTravel, ArrowsStepThroughTheMomentsAndEndReturns) {
  Traveler user;
  const auto steps = user.steps();
  std::vector<int64_t> seen;
  for (int i = 0; i < 3; ++i) {
    user.press(ui::Chord{.key = ui::key::left});
    user.settle();
    seen.push_back(user.now().looked_at.value_or(-1));
  }
  EXPECT_TRUE(std::ranges::is_sorted(seen, std::greater{}));
  const auto at = std::ranges::find(steps, seen.back());
  ASSERT_NE(at, steps.end());
  EXPECT_EQ(seen[1], *std::next(at)) << "moment by moment";
  user.press(ui::Chord{.key = ui::key::right});
  user.settle();
  EXPECT_EQ(user.now().looked_at, seen[1]);
  user.press(ui::Chord{.key = ui::key::end});
  user.settle();
  EXPECT_FALSE(user.now().looked_at);
  user.press(ui::Chord{.key = ui::key::right});
  user.settle();
  EXPECT_FALSE(user.now().looked_at) << "there is nothing after now";
}

TEST(TimeTravel, ReplayGoesFromTheFirstStepToNow) {
  Traveler user;
  user.press(ui::Chord{.key = 'P'});
  user.settle();
  EXPECT_EQ(user.now().looked_at, 0);
  EXPECT_EQ(user.text("time.replay"), "Stop");
  int64_t before = 0;
  bool later = false;
  for (int frame = 0; frame < 3000 && user.now().looked_at; ++frame) {
    EXPECT_GE(*user.now().looked_at, before);
    later = later || *user.now().looked_at > before;
    before = *user.now().looked_at;
    user.settle(1);
  }
  EXPECT_TRUE(later);
  EXPECT_FALSE(user.now().looked_at);
  EXPECT_EQ(user.text("time.replay"), "Replay");
}

TEST(TimeTravel, TheFiguresOfTheMomentAreThoseOfThen) {
  Traveler user;
  for (int i = 0; i < 4; ++i) user.press(ui::Chord{.key = ui::key::left});
  user.settle();
  const int64_t past = *user.now().looked_at;
  ASSERT_GT(past, 0);
  const Curve& loss = user.now().curves.train_loss;
  EXPECT_EQ(user.text("figure.loss"), fmt::format("{:.4f}", loss[loss.first_at(static_cast<double>(past))].value));
}

TEST(TimeTravel, TrainingGoesOnWhileOneLooksBack) {
  Traveler user;
  user.press(ui::Chord{.key = ui::key::left});
  user.press(ui::Chord{.key = ui::key::left});
  user.settle();
  const int64_t past = *user.now().looked_at, last = user.now().steps;
  user.click("train");
  user.settle(10);
  EXPECT_GT(user.now().steps, last);
  EXPECT_EQ(user.now().looked_at, past);
}

TEST(TimeTravel, ContinuingFromThereIsAnotherRunThatForksAndTheFirstStaysInRuns) {
  Traveler user;
  for (int i = 0; i < 3; ++i) user.press(ui::Chord{.key = ui::key::left});
  user.settle();
  const int64_t past = *user.now().looked_at;
  const auto first = user.now().curves.train_loss;
  const uint64_t run = user.now().run;
  const size_t kept = user.application().runs().runs().size();
  ASSERT_TRUE(user.click("time.branch"));
  user.frames(3);
  user.choose("branch.optimizer", "sgd");
  user.type("branch.rate", "0.05");
  user.choose("branch.layer", "dense_1");
  user.choose("branch.init", "xavier");
  ASSERT_TRUE(user.click("branch.begin"));
  user.settle(12);
  EXPECT_EQ(user.now().run, run + 1);
  EXPECT_EQ(user.now().branched_at, past);
  EXPECT_FALSE(user.now().looked_at);
  EXPECT_GT(user.now().steps, past);
  EXPECT_EQ(user.now().experiment->optimizer.type, "sgd");
  EXPECT_EQ(user.draft(), *user.now().experiment);
  EXPECT_EQ(user.text("train"), "Pause") << "it goes on at once";
  const Curve& branch = user.now().curves.train_loss;
  for (int64_t i = 0; i < first.size() && first[i].step <= static_cast<double>(past); ++i)
    EXPECT_EQ(branch[i].value, first[i].value);
  const auto& runs = user.application().runs().runs();
  ASSERT_EQ(runs.size(), std::max<size_t>(kept, 1));
  EXPECT_EQ(runs.front().curves.train_loss.size(), first.size());
  EXPECT_TRUE(runs.front().shown);
}

TEST(TimeTravel, MemoryIsASettingAndNoneOfItForgets) {
  Traveler user;
  EXPECT_EQ(user.now().moments.budget, int64_t{256} << 20);
  user.type("time.memory", "1");
  EXPECT_EQ(user.now().moments.budget, int64_t{1} << 20);
  EXPECT_LE(user.now().moments.bytes, int64_t{1} << 20);
  user.type("time.memory", "0");
  EXPECT_TRUE(user.steps().empty());
  EXPECT_FALSE(user.mark("time.replay")->enabled);
  EXPECT_EQ(user.mark("time.cursor"), nullptr);
}

TEST(TimeTravel, ANewRunIsLookedAtNow) {
  Traveler user;
  user.press(ui::Chord{.key = ui::key::left});
  user.settle();
  ASSERT_TRUE(user.now().looked_at);
  user.click("reset");
  user.settle();
  EXPECT_FALSE(user.now().looked_at);
  EXPECT_EQ(user.text("time.where"), "now");
}

}  // namespace
}  // namespace saddle::app
