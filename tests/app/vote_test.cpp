// A vote of a class: what is counted, what is shown, and what the teacher is told to do.
#include "model/vote.h"

#include <gtest/gtest.h>

namespace saddle::app {
namespace {

using Stage = Vote::Stage;
using Advice = Vote::Advice;

VoteQuestion three(std::optional<std::vector<size_t>> right) {
  return {.ask = "Which?", .choices = {"a", "b", "c"}, .right = std::move(right), .runs = !right};
}

void raise_hands(Vote& vote, int a, int b, int c) {
  vote.set(0, a);
  vote.set(1, b);
  vote.set(2, c);
}

TEST(Vote, NoCountIsShownBeforeTheFirstVoteIsClosed) {
  Vote vote(three(std::vector<size_t>{1}));
  raise_hands(vote, 3, 4, 5);
  EXPECT_FALSE(vote.shown(0));
  vote.close();
  EXPECT_EQ(vote.stage(), Stage::talk);
  EXPECT_TRUE(vote.shown(0));
  // Nor while the second is taken.
  vote.again();
  raise_hands(vote, 0, 12, 0);
  EXPECT_FALSE(vote.shown(0));
  EXPECT_FALSE(vote.shown(1));
  vote.close();
  EXPECT_EQ(vote.stage(), Stage::counted);
  EXPECT_TRUE(vote.shown(0));
  EXPECT_TRUE(vote.shown(1));
  EXPECT_EQ(vote.hands(0, 1), 4);
  EXPECT_EQ(vote.hands(1, 1), 12);
}

TEST(Vote, AVoteWithoutAHandIsNotClosed) {
  Vote vote(three({}));
  vote.close();
  EXPECT_EQ(vote.stage(), Stage::first);
  vote.set(0, -5);
  EXPECT_EQ(vote.total(0), 0);
  vote.set(7, 3);  // there is no such choice
  EXPECT_EQ(vote.total(0), 0);
  vote.set(0, 1'000'000);
  EXPECT_EQ(vote.total(0), 9999);
}

TEST(Vote, WhatIsClosedIsNotChanged) {
  Vote vote(three({}));
  raise_hands(vote, 1, 2, 3);
  vote.close();
  raise_hands(vote, 9, 9, 9);
  EXPECT_EQ(vote.total(0), 6);
  vote.again();
  raise_hands(vote, 6, 0, 0);
  EXPECT_EQ(vote.total(0), 6);
  EXPECT_EQ(vote.hands(0, 0), 1);
  EXPECT_EQ(vote.hands(1, 0), 6);
}

// Below 35 % explain, above 70 % go on, between let them talk.
TEST(Vote, TheShareThatIsRightSaysWhatToDo) {
  for (const auto& [right, advice] : {std::pair{0, Advice::explain},
                                      {34, Advice::explain},
                                      {35, Advice::talk},
                                      {50, Advice::talk},
                                      {70, Advice::talk},
                                      {71, Advice::go_on},
                                      {100, Advice::go_on}}) {
    Vote vote(three(std::vector<size_t>{1}));
    raise_hands(vote, 100 - right, right, 0);
    vote.close();
    EXPECT_EQ(vote.advice(0), advice) << right;
    EXPECT_DOUBLE_EQ(*vote.share_right(0), right / 100.0);
  }
}

TEST(Vote, WhereNobodyKnowsYetAgreementCountsAndTheRunDecides) {
  Vote vote(three({}));
  raise_hands(vote, 8, 1, 1);
  vote.close();
  EXPECT_FALSE(vote.share_right(0));
  EXPECT_EQ(vote.advice(0), Advice::go_on);
  vote.run();
  EXPECT_EQ(vote.stage(), Stage::running);
  EXPECT_FALSE(vote.is_right(0));
  vote.reveal({2});
  EXPECT_EQ(vote.stage(), Stage::revealed);
  EXPECT_TRUE(vote.is_right(2));
  EXPECT_DOUBLE_EQ(*vote.share_right(0), 0.1);
  EXPECT_EQ(vote.advice(0), Advice::explain);
  // They disagree.
  Vote split(three({}));
  raise_hands(split, 4, 3, 3);
  split.close();
  EXPECT_EQ(split.advice(0), Advice::talk);
}

TEST(Vote, OfATieEachIsRightAndOfNothingNone) {
  Vote vote(three({}));
  raise_hands(vote, 2, 3, 5);
  vote.close();
  vote.run();
  vote.reveal({0, 2});
  EXPECT_DOUBLE_EQ(*vote.share_right(0), 0.7);
  Vote none(three({}));
  raise_hands(none, 1, 1, 1);
  none.close();
  none.run();
  none.reveal({});
  EXPECT_EQ(none.stage(), Stage::revealed);
  EXPECT_FALSE(none.share_right(0));
}

TEST(Vote, WhereTheAnswerIsKnownNothingHasToRun) {
  Vote vote(three(std::vector<size_t>{0}));
  raise_hands(vote, 1, 2, 3);
  vote.run();
  EXPECT_EQ(vote.stage(), Stage::first) << "not before the vote is closed";
  vote.close();
  vote.run();
  EXPECT_EQ(vote.stage(), Stage::revealed);
}

}  // namespace
}  // namespace saddle::app
