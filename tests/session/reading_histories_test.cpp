// What a run keeps of its readings, for panels that are opened late or opened again.
#include <algorithm>

#include <gtest/gtest.h>

#include "runs.h"
#include "session/histories.h"

namespace saddle {
namespace {

const Probe updates{.type = "updates"}, signals{.type = "signals"};

std::vector<int64_t> steps_of(const ReadingHistory& history) {
  std::vector<int64_t> steps;
  for (const auto& reading : history) steps.push_back(reading->step);
  return steps;
}

std::vector<int64_t> steps_of(const Histories& histories) {
  const auto all = histories.freeze();
  return all.empty() ? std::vector<int64_t>() : steps_of(*all.front().second);
}

std::shared_ptr<const Reading> reading_at(int64_t step) {
  return std::make_shared<const Reading>(Reading{.step = step, .content = SignalsReading{}});
}

TEST(ReadingHistories, AreThinnedEvenlyFromTheFirstReadingOn) {
  Histories histories;
  for (int64_t step = 0; step <= 1000; step += 5) {
    histories.add(signals, reading_at(step));
    const auto steps = steps_of(histories);
    ASSERT_LE(steps.size(), 12u);
    ASSERT_EQ(steps.front(), 0);
    int64_t least = 1000, most = 0;
    for (size_t i = 1; i < steps.size(); ++i) {
      least = std::min(least, steps[i] - steps[i - 1]);
      most = std::max(most, steps[i] - steps[i - 1]);
    }
    ASSERT_TRUE(most <= 2 * least || steps.size() < 3) << "after step " << step;
    ASSERT_TRUE(step < 12 * 5 || steps.size() > 5) << "after step " << step;
    ASSERT_LE(step - steps.back(), most + 5) << "it ends long before the run does";
  }
}

TEST(ReadingHistories, AreNotWrittenToOnceTheyAreOut) {
  Histories histories;
  histories.add(signals, reading_at(0));
  histories.add(signals, reading_at(1));
  const auto seen = histories.freeze();
  for (int64_t step = 2; step < 100; ++step) histories.add(signals, reading_at(step));
  EXPECT_EQ(steps_of(*seen.front().second), (std::vector<int64_t>{0, 1}));
  EXPECT_EQ(histories.freeze().front().second, histories.freeze().front().second) << "nothing has come to it";
}

TEST(ReadingHistories, ReadingsOfOneStepAreOneAndOtherOptionsAreAnotherHistory) {
  Histories histories;
  Probe finer = signals;
  finer.options["bins"] = 50;
  histories.add(signals, reading_at(3));
  histories.add(signals, reading_at(3));
  histories.add(finer, reading_at(4));
  histories.add({.type = "confusion"}, std::make_shared<const Reading>(Reading{.content = ConfusionReading{}}));
  const auto all = histories.freeze();
  ASSERT_EQ(all.size(), 2u) << "a confusion matrix is of now";
  EXPECT_EQ(steps_of(*all[0].second), std::vector<int64_t>{3});
  EXPECT_EQ(all[1].first, finer);
  EXPECT_EQ(steps_of(*all[1].second), std::vector<int64_t>{4});
}

TEST(ReadingHistories, OfWhatMovedIsThereThoughNobodyWatchedAndIsThatOfEachStep) {
  Session session(Session::Threading::manual);
  session.send(command::Start{.experiment = small(), .run = true});
  pump_all(session);
  const auto end = session.latest(first_run);
  ASSERT_EQ(end->status, Status::finished);
  const auto history = end->history(updates);
  ASSERT_TRUE(history);
  EXPECT_EQ(steps_of(*history), (std::vector<int64_t>{1, 10, 20, 30, 40})) << "as often as it was evaluated";
  EXPECT_EQ(losses(*end), losses_without_a_session(small(), small_steps)) << "following a step changes nothing";

  Trainer trainer(small(), load_dataset(small().data, {}));
  for (const auto& reading : *history) {
    while (trainer.steps() < reading->step) {
      trainer.follow_next_step();
      trainer.step();
    }
    const Reading again = trainer.measure(updates);
    const auto &kept = reading->as<UpdatesReading>()->layers, &wanted = again.as<UpdatesReading>()->layers;
    ASSERT_EQ(kept.size(), 2u);
    for (size_t i = 0; i < kept.size(); ++i) {
      EXPECT_EQ(kept[i].name, wanted[i].name);
      EXPECT_EQ(kept[i].gradient, wanted[i].gradient);
      EXPECT_EQ(kept[i].ratio(), wanted[i].ratio());
    }
  }
}

TEST(ReadingHistories, StayWhenNobodyWatchesAnyMoreAndEndWithTheRun) {
  Session session(Session::Threading::manual);
  session.send(command::Watch{{signals}});
  session.send(command::Start{.experiment = small()});
  session.pump();
  session.send(command::Step{.count = 5});
  pump_all(session);
  session.send(command::Watch{});
  session.send(command::Step{.count = 5});
  pump_all(session);
  auto now = session.latest(first_run);
  EXPECT_FALSE(now->reading(signals));
  ASSERT_TRUE(now->history(signals));
  const auto watched = steps_of(*now->history(signals));
  EXPECT_EQ(watched.front(), 0);
  EXPECT_GT(watched.back(), 0);
  EXPECT_LE(watched.back(), 5);

  session.send(command::Reset{});
  pump_all(session);
  now = session.latest(first_run);
  EXPECT_FALSE(now->history(signals));
  EXPECT_FALSE(now->history(updates));
}

}  // namespace
}  // namespace saddle
