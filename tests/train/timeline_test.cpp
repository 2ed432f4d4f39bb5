#include "train/timeline.h"

#include <algorithm>

#include <gtest/gtest.h>

namespace saddle {
namespace {

BlockPointer block_of(int64_t numbers) { return std::make_shared<const Block>(Shape{numbers}); }

Timeline::Entry at(int64_t step, std::vector<BlockPointer> parameters) {
  return {.moment = std::make_shared<const Moment>(Moment{.step = step, .parameters = std::move(parameters)}),
          .experiment = nullptr};
}
Timeline::Entry at(int64_t step, int64_t numbers = 25) { return at(step, {block_of(numbers)}); }

std::vector<int64_t> fill(Timeline& timeline, int64_t steps) {
  for (int64_t step = 0; step <= steps; ++step) {
    if (timeline.wants(step)) timeline.add(at(step));
  }
  return *timeline.steps();
}

TEST(Timeline, WithoutMemoryNothingIsKept) {
  Timeline timeline;
  EXPECT_FALSE(timeline.wants(0));
  EXPECT_EQ(timeline.nearest(0), nullptr);
  EXPECT_TRUE(timeline.steps()->empty());
}

TEST(Timeline, StaysWithinItsBytesAndKeepsTheFirstAndTheNewest) {
  Timeline timeline;
  timeline.set_budget(20 * 100);  // twenty moments of 25 numbers
  for (const int64_t steps : {3, 30, 300, 3000, 30000}) {
    timeline.clear();
    const auto kept = fill(timeline, steps);
    EXPECT_LE(timeline.bytes(), 2000);
    EXPECT_EQ(timeline.bytes(), std::ssize(kept) * 100);
    EXPECT_EQ(kept.front(), 0);
    EXPECT_GE(kept.back(), steps - steps / 20) << "the newest is near the end";
    EXPECT_GE(std::ssize(kept), std::min<int64_t>(steps + 1, 18)) << "the memory is used";
    EXPECT_TRUE(std::ranges::is_sorted(kept));
  }
}

TEST(Timeline, LiesCloserAtTheBeginningAndAtTheEnd) {
  Timeline timeline;
  timeline.set_budget(40 * 100);
  const auto kept = fill(timeline, 10000);
  int64_t widest = 0;
  for (size_t i = 1; i < kept.size(); ++i) widest = std::max(widest, kept[i] - kept[i - 1]);
  EXPECT_LT(kept[1] - kept[0], widest / 2);
  EXPECT_LT(kept.back() - kept[kept.size() - 2], widest / 2);
  EXPECT_LT(widest, 10000 / 8) << "there is no hole";
}

TEST(Timeline, ABlockThatMomentsShareCountsOnce) {
  Timeline timeline;
  timeline.set_budget(1 << 20);
  const BlockPointer still = block_of(1000);
  for (int64_t step = 0; step < 5; ++step) timeline.add(at(step, {still, block_of(10)}));
  EXPECT_EQ(timeline.bytes(), 4000 + 5 * 40);
  timeline.cut(1);
  EXPECT_EQ(timeline.bytes(), 4000 + 2 * 40);
  timeline.clear();
  EXPECT_EQ(timeline.bytes(), 0);
}

TEST(Timeline, FindsTheNearest) {
  Timeline timeline;
  timeline.set_budget(1 << 20);
  for (const int64_t step : {0, 10, 20}) timeline.add(at(step));
  const auto nearest = [&](int64_t step) { return timeline.nearest(step)->moment->step; };
  EXPECT_EQ(nearest(-3), 0);
  EXPECT_EQ(nearest(4), 0);
  EXPECT_EQ(nearest(5), 0) << "the earlier of two";
  EXPECT_EQ(nearest(6), 10);
  EXPECT_EQ(nearest(99), 20);
  const auto steps = timeline.steps();
  EXPECT_EQ(timeline.steps(), steps) << "the same list while it is the same";
  timeline.cut(10);
  EXPECT_EQ(nearest(99), 10);
  EXPECT_EQ(*steps, (std::vector<int64_t>{0, 10, 20})) << "what was given away stays";
}

TEST(Timeline, LessMemoryThinsAtOnceAndNoneForgets) {
  Timeline timeline;
  timeline.set_budget(1 << 20);
  fill(timeline, 500);
  timeline.set_budget(10 * 100);
  EXPECT_LE(timeline.bytes(), 1000);
  EXPECT_GE(timeline.steps()->size(), 9u);
  timeline.set_budget(150);
  EXPECT_EQ(*timeline.steps(), std::vector<int64_t>{0}) << "the first alone fits";
  EXPECT_FALSE(timeline.wants(501));
  timeline.set_budget(50);
  EXPECT_TRUE(timeline.empty());
  EXPECT_FALSE(timeline.wants(502)) << "the next would be as large";
  timeline.set_budget(200);
  EXPECT_TRUE(timeline.wants(502));
  timeline.set_budget(0);
  EXPECT_TRUE(timeline.empty());
}

}  // namespace
}  // namespace saddle
