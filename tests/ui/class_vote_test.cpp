// The board on which a class predicts what will come of a run, or of a race.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <set>
#include <thread>

#include <gtest/gtest.h>

#include "../folder.h"
#include "driver.h"
#include "labs/network/run_question.h"
#include "saddle/experiment_file.h"
#include "shell/assets.h"

namespace saddle::app {
namespace {

TEST(ClassVote, ARunIsPredictedTwiceAndRevealsWhoWasRight) {
  Driver user({.experiment = "xor-learned"}, 1280, 720);
  user.press({.key = 'V'});
  user.settle();
  EXPECT_EQ(user.text("vote.ask"), "How much of the test set will it get right at the end?");
  EXPECT_FALSE(user.mark("vote.close")->enabled) << "nobody has voted";
  // Digits raise hands.
  for (int i = 0; i < 3; ++i) user.key('4');
  user.key('1');
  user.settle();
  EXPECT_EQ(user.text("vote.hands1.4"), "3");
  EXPECT_EQ(user.mark("vote.tally1.4"), nullptr) << "no count before the vote is closed";
  user.click("vote.close");
  user.settle();
  EXPECT_EQ(user.text("vote.tally1.4"), "3 · 75 %");
  user.click("vote.again");
  user.settle();
  EXPECT_EQ(user.mark("vote.tally1.4"), nullptr);
  for (int i = 0; i < 4; ++i) user.key('4');
  user.settle();
  user.key(ImGuiKey_Enter);
  user.settle();
  EXPECT_EQ(user.text("vote.tally2.4"), "4 · 100 %");
  EXPECT_EQ(user.now().steps, 0) << "it has not begun";
  user.click("vote.run");
  user.frames(3);
  EXPECT_EQ(user.mark("vote.ask"), nullptr);
  EXPECT_EQ(user.text("vote.strip4"), "97 % or more: 4");
  user.finish();
  user.settle();
  ASSERT_EQ(user.now().status, Status::finished);
  EXPECT_EQ(user.text("vote.choice4"), "97 % or more · right");
  EXPECT_EQ(user.text("vote.share1"), "3 of 4 were right at first (75 %)");
  EXPECT_EQ(user.text("vote.share2"), "4 of 4 after talking (100 %)");
  user.click("vote.done");
  user.settle();
  EXPECT_EQ(user.mark("vote.done"), nullptr);
}

TEST(ClassVote, ARaceIsJudgedByItself) {
  Folder folder;
  folder.write("race.json", R"({
    "saddle": 1, "name": "Moons", "data": {"set": "moons", "train": 200, "test": 100},
    "network": [{"type": "dense", "units": 12}, {"type": "relu"}, {"type": "dense", "units": 2}],
    "training": {"batch_size": 20, "epochs": 3},
    "vary": {"optimizer.learning_rate": [0.0000001, 0.01]}, "seeds": 3, "steps": 60, "metric": "train_loss"
  })");
  Driver user({}, 1600, 1000);
  user.application().open((folder / "race.json").string());
  user.settle(6);
  user.press({.key = 'V'});
  user.settle();
  ASSERT_EQ(user.text("vote.ask"), "Which curve will be lowest at the end?");
  user.key('1');
  user.key('2');
  user.settle();
  user.click("vote.close");
  user.settle();
  user.click("vote.run");
  user.settle();
  for (int turn = 0; turn < 2000 && !user.mark("vote.done"); ++turn) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    user.application().pump();
    user.frame();
  }
  EXPECT_TRUE(user.text("vote.choice2").ends_with("right")) << user.text("vote.choice2");
  EXPECT_FALSE(user.text("vote.choice1").ends_with("right"));
  EXPECT_EQ(user.text("vote.share1"), "1 of 2 were right at first (50 %)");
}

TEST(ClassVote, ACardOfTheBookAsksWhatTheBookAnswers) {
  Driver user({.lab = "book"}, 1600, 2600);
  ASSERT_TRUE(user.click("book.gates.ask"));
  user.settle(8);
  EXPECT_EQ(user.text("vote.ask"), "Which of these can no single straight line separate?");
  EXPECT_EQ(user.now().steps, 0);
  user.key('4');
  user.settle();
  user.click("vote.close");
  user.settle();
  user.click("vote.run");
  user.settle();
  EXPECT_EQ(user.text("vote.choice4"), "XOR · right");
}

TEST(ClassVote, ACardWhoseRunDecidesAsksBeforeIt) {
  Driver user({.lab = "book"}, 1600, 2600);
  user.click("book.chapter9");
  user.settle();
  ASSERT_TRUE(user.click("book.ten_clusters.ask"));
  user.settle(8);
  EXPECT_EQ(user.text("vote.ask"), "How much of the test set will it get right at the end?");
  EXPECT_EQ(user.now().steps, 0);
}

// XOR, and a figure that somebody published of it.
std::string published_xor(const Folder& folder, double loss) {
  Experiment experiment = load_experiment(assets_directory() / "presets/xor-learned.json");
  experiment.reference = {{.curve = "train_loss", .step = 100, .value = loss}};
  save_experiment(folder / "published.json", experiment);
  return (folder / "published.json").string();
}

TEST(ClassVote, WhatIsPublishedOfARunLiesInsideOneOfItsChoices) {
  Folder folder;
  Driver user({.experiment = published_xor(folder, 0.5)}, 1280, 720);
  user.press({.key = 'V'});
  user.settle();
  EXPECT_EQ(user.text("vote.ask"), "Where will the loss be after 100 steps?");
  user.key('1');
  user.settle();
  user.click("vote.close");
  user.settle();
  user.click("vote.run");
  user.finish();
  user.settle();
  // It was decided at that step, not at the end of the run, where the loss is far below all of them.
  EXPECT_EQ(user.text("vote.note"), "The book has 0.5 after 100 steps.");
  double at_step = 0;
  const Curve& losses = user.now().curves.train_loss;
  ASSERT_GT(losses.size(), 200);
  for (int64_t i = 0; i < losses.size(); ++i)
    if (losses[i].step == 100) at_step = losses[i].value;
  const auto parts = parts_of(user.draft().reference.front());
  const auto choice = std::ranges::count_if(parts, [&](double part) { return at_step >= part; });
  EXPECT_TRUE(user.text("vote.choice" + std::to_string(choice + 1)).ends_with("right"))
      << at_step << " in choice " << choice + 1;
}

TEST(ClassVote, ChoicesPartAroundTheFigure) {
  std::set<std::ptrdiff_t> places;
  for (const auto& [curve, value] : {std::pair{"test_accuracy", .9465},
                                     {"test_accuracy", .969},
                                     {"test_accuracy", .548},
                                     {"train_loss", .286},
                                     {"train_loss", 2.305},
                                     {"train_loss", .016}}) {
    for (const double step : {100.0, 1900.0, 9600.0}) {
      const auto parts = parts_of({.curve = curve, .step = step, .value = value});
      ASSERT_EQ(parts.size(), 3u);
      EXPECT_TRUE(parts[0] < parts[1] && parts[1] < parts[2]);
      if (std::string(curve) == "test_accuracy") {
        EXPECT_LT(parts[2], 1);
      }
      // Not on an edge, where a run one hair away would be wrong.
      for (const double part : parts) EXPECT_GT(std::abs(part - value), 0.1 * std::min(value, std::abs(1 - value)));
      places.insert(std::ranges::count_if(parts, [book = value](double part) { return book >= part; }));
    }
  }
  EXPECT_GE(places.size(), 3u) << "one would soon know where to look";
}

TEST(ClassVote, ALessonAsksItsPredictionOfTheClass) {
  Driver user({.lesson = "zero-initialization"}, 1280, 720);
  user.settle(6);
  for (int step = 0; step < 8 && !user.mark("lesson.ask"); ++step) {
    user.application().lessons().next();
    user.settle(4);
  }
  ASSERT_TRUE(user.mark("lesson.ask"));
  const std::string ask = user.text("lesson.step.title"), first = user.text("lesson.choice0");
  user.click("lesson.ask");
  user.settle();
  EXPECT_EQ(user.text("vote.ask"), ask);
  EXPECT_EQ(user.text("vote.choice1"), first);
  user.key('1');
  user.key('2');
  user.key('2');
  user.settle();
  user.click("vote.close");
  user.settle();
  EXPECT_EQ(user.text("vote.tally1.2"), "2 · 67 %");
  // The lesson shows the answer: the board goes, and the choice is made on the card.
  user.click("vote.run");
  user.settle();
  EXPECT_EQ(user.mark("vote.ask"), nullptr);
  EXPECT_EQ(user.mark("lesson.verdict"), nullptr);
  user.click("lesson.choice1");
  user.settle();
  EXPECT_EQ(user.application().lessons().player()->chosen(), 1);
}

TEST(ClassVote, NothingIsAskedOnceItHasBegun) {
  Driver user({.experiment = "xor-learned"});
  user.train_for(2);
  user.press({.key = 'V'});
  user.settle();
  EXPECT_EQ(user.mark("vote.ask"), nullptr);
  EXPECT_NE(user.text("done").find("before the first step"), std::string::npos);
}

}  // namespace
}  // namespace saddle::app
