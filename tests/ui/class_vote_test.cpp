// The board on which a class predicts what will come of a run, or of a race.
#include <chrono>
#include <thread>

#include <gtest/gtest.h>

#include "../folder.h"
#include "driver.h"

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

TEST(ClassVote, ACardOfTheBookAsksBeforeItsExperimentRuns) {
  Driver user({.lab = "book"}, 1600, 2600);
  ASSERT_TRUE(user.click("book.gates.ask"));
  user.settle(8);
  EXPECT_NE(user.mark("vote.ask"), nullptr);
  EXPECT_EQ(user.now().steps, 0);
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
