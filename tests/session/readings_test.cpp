// When probes of a run are due, at times that the test makes up: a step or a probe takes as long as it says.
#include "session/readings.h"

#include <algorithm>
#include <map>

#include <gtest/gtest.h>

namespace saddle {
namespace {

using namespace std::chrono_literals;
using Seconds = std::chrono::duration<double>;

struct MadeUpLoad {
  double step_seconds = 0.01;
  std::vector<double> probe_seconds;  // of each probe that is watched
  bool filling = false;               // the first of them is, all the time
};

struct MeasuredMinute {
  double training = 0, measuring = 0;  // seconds
  std::vector<double> oldest;          // seconds, that each probe's reading became at most before there was another
  double share() const { return measuring / (training + measuring); }
};

// Trains for a minute as the worker does: a step, then what is due, and a snapshot thirty times a second. What the
// first readings take, which come in the first seconds, does not count.
MeasuredMinute train(const MadeUpLoad& load) {
  Readings readings;
  std::vector<Probe> probes;
  std::map<std::string, size_t> index;
  for (size_t i = 0; i < load.probe_seconds.size(); ++i) {
    probes.push_back({.type = "probe" + std::to_string(i)});
    index[probes.back().type] = i;
  }
  readings.watch(probes);
  MeasuredMinute outcome{.oldest = std::vector<double>(probes.size())};
  std::vector<double> measured_at(probes.size(), -1);
  double clock = 0, published_at = 0;
  int64_t steps = 0;
  const auto now = [&] {
    return Readings::Now{.steps = steps,
                         .going_on = true,
                         .sparing = true,
                         .at = Readings::Clock::time_point(
                             std::chrono::duration_cast<Readings::Clock::duration>(Seconds(1000 + clock)))};
  };
  const auto publish_if_due = [&] {
    if (clock - published_at < 0.033) return;
    readings.publish();
    published_at = clock;
  };
  while (clock < 60) {
    ++steps;
    clock += load.step_seconds;
    const bool counts = clock > 5;
    if (counts) outcome.training += load.step_seconds;
    readings.trained(load.step_seconds);
    publish_if_due();
    while (const Probe* due = readings.due(now())) {
      const size_t i = index.at(due->type);
      const double took = load.probe_seconds[i];
      const bool known = measured_at[i] >= 0;
      clock += took;
      if (counts && known) outcome.measuring += took;
      if (counts && known) outcome.oldest[i] = std::max(outcome.oldest[i], clock - measured_at[i]);
      measured_at[i] = clock;
      const bool slices = load.filling && i == 0;
      readings.add(Probe(*due),
                   std::make_shared<const Reading>(Reading{.step = steps, .complete = !slices, .filling = slices}),
                   took, now());
      publish_if_due();
    }
  }
  for (size_t i = 0; i < probes.size(); ++i) outcome.oldest[i] = std::max(outcome.oldest[i], clock - measured_at[i]);
  return outcome;
}

double oldest(const MeasuredMinute& outcome) { return *std::ranges::max_element(outcome.oldest); }

TEST(Readings, WhatIsQuickToMeasureTakesATenthOfTheTimeAtMost) {
  const MeasuredMinute outcome = train({.step_seconds = 0.005, .probe_seconds = {0.002, 0.004, 0.001, 0.003}});
  EXPECT_LE(outcome.share(), Readings::usual_share);
  EXPECT_LT(oldest(outcome), 0.5);
}

TEST(Readings, ManySlowProbesAreEachServedWithinTwoSecondsForAThirdOfTheTime) {
  const MeasuredMinute outcome = train({.step_seconds = 0.06, .probe_seconds = std::vector<double>(12, 0.04)});
  EXPECT_GT(outcome.share(), Readings::usual_share) << "or the test shows nothing";
  EXPECT_LE(outcome.share(), Readings::most_share + 0.01);
  EXPECT_LT(oldest(outcome), 2);
}

// Which step it tells of is what counts, not when it was asked.
TEST(Readings, UpdatesAreOfAStepThatKeptAccountHoweverLittleTimeIsLeft) {
  Readings readings;
  const Probe updates{.type = "updates"}, slow{.type = "slow"};
  readings.watch({updates, slow});
  double clock = 1000, followed_at = clock, longest = 0;
  int64_t followed = 0;
  for (int64_t steps = 0; clock < 1060;) {
    const auto now = [&] {
      return Readings::Now{
          .steps = steps,
          .going_on = true,
          .sparing = true,
          .at = Readings::Clock::time_point(std::chrono::duration_cast<Readings::Clock::duration>(Seconds(clock)))};
    };
    const bool follows = readings.follows_next_step(now(), false);
    ++steps;
    clock += 0.05;
    readings.trained(0.05);
    if (follows) followed = steps;
    while (const Probe* due = readings.due(now())) {
      const bool of_updates = due->type == "updates";
      const Probe probe = *due;
      clock += of_updates ? 0.0001 : 0.5;
      if (of_updates) {
        EXPECT_EQ(followed, steps) << "measured without a step that kept account";
        longest = std::max(longest, clock - followed_at);
        followed_at = clock;
      }
      readings.add(probe, std::make_shared<const Reading>(Reading{.step = of_updates ? followed : steps}),
                   of_updates ? 0.0001 : 0.5, now());
      readings.publish();
    }
    readings.publish();
  }
  EXPECT_LT(longest, 2);
}

TEST(Readings, OneSlowProbeAmongQuickOnesKeepsNoneOfThemWaiting) {
  const MeasuredMinute outcome = train({.step_seconds = 0.02, .probe_seconds = {0.3, 0.0005, 0.0005, 0.0005}});
  EXPECT_LE(outcome.share(), Readings::most_share + 0.01);
  EXPECT_LT(oldest(outcome), 2);
  for (size_t quick : {1, 2, 3}) EXPECT_LT(outcome.oldest[quick], 0.5);
}

TEST(Readings, ASlowStepIsFollowedByAllThatIsOld) {
  const MeasuredMinute outcome = train({.step_seconds = 1.2, .probe_seconds = std::vector<double>(8, 0.03)});
  EXPECT_LE(outcome.share(), Readings::most_share);
  EXPECT_LT(oldest(outcome), 2);
}

TEST(Readings, APictureFillsInWithAThirdOfTheTimeAndNoMore) {
  const MeasuredMinute outcome = train({.step_seconds = 0.005, .probe_seconds = {0.012, 0.001}, .filling = true});
  EXPECT_GT(outcome.share(), 0.2);
  EXPECT_LE(outcome.share(), Readings::most_share + 0.01);
}

TEST(Readings, HoweverLongTheyTakeTrainingKeepsTwoThirdsOfTheTime) {
  for (const double step : {0.001, 0.05, 0.5, 3.0}) {
    for (const double probe : {0.01, 0.2, 1.5}) {
      const MeasuredMinute outcome =
          train({.step_seconds = step, .probe_seconds = std::vector<double>(6, probe), .filling = true});
      // One more may be under way at the end.
      EXPECT_LE(outcome.measuring - probe, outcome.training / 2 + 0.5)
          << step << " s a step, " << probe << " s a probe";
      EXPECT_GT(outcome.measuring, 0);
    }
  }
}

}  // namespace
}  // namespace saddle
