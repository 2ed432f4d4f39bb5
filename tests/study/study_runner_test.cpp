// Many runs at once compute what each would alone.
#include <atomic>
#include <cmath>

#include "saddle/session.h"
#include "study/studies.h"

namespace saddle {
namespace {

using Order = StudyRunner::Order;

Study comparison() {
  return {.base = small_experiment(),
          .axes = {{"optimizer.type", {"sgd", "adam"}}, {"network.batch_norm", {"off", "on"}}},
          .seeds = 2};
}

std::shared_ptr<const StudySnapshot> trained(const Study& study, int jobs, Order order = Order::whole_runs,
                                             int most_together = 64) {
  StudyRunner runner(study, {.jobs = jobs, .order = order, .most_together = most_together});
  return finished(runner);
}

void expect_same(const StudySnapshot& a, const StudySnapshot& b) {
  ASSERT_EQ(a.runs.size(), b.runs.size());
  for (size_t i = 0; i < a.runs.size(); ++i) {
    SCOPED_TRACE(i);
    ASSERT_EQ(a.runs[i]->state, b.runs[i]->state);
    for (const CurveRow& row : curve_table)
      expect_same_curve(a.runs[i]->now->curves.*(row.curve), b.runs[i]->now->curves.*(row.curve), row.name);
    for (const FigureRow& row : figure_table)
      EXPECT_EQ(a.runs[i]->figures.*(row.value), b.runs[i]->figures.*(row.value)) << row.name;
  }
}

TEST(StudyRunner, HasTheSameResultsBitForBitWithAnyNumberOfJobsAndInEitherOrder) {
  const auto alone = trained(comparison(), 1);
  ASSERT_EQ(alone->ended, 8);
  expect_same(*alone, *trained(comparison(), 2));
  expect_same(*alone, *trained(comparison(), 3));
  expect_same(*alone, *trained(comparison(), 1, Order::together));
  expect_same(*alone, *trained(comparison(), 3, Order::together));
  expect_same(*alone, *trained(comparison(), 2, Order::together, 3));
}

TEST(StudyRunner, WhatIsWatchedIsMeasuredOfEachRunAndChangesNoNumber) {
  const Probe plane{.type = "plane"};
  for (const Order order : {Order::whole_runs, Order::together}) {
    StudyRunner runner(comparison(), {.jobs = 2, .order = order, .watched = {plane}});
    const auto end = finished(runner);
    expect_same(*trained(comparison(), 1), *end);
    for (const auto& run : end->runs) {
      const Reading* reading = run->now->reading(plane);
      ASSERT_NE(reading, nullptr);
      EXPECT_EQ(reading->step, run->now->steps) << "of the weights at the end";
    }
  }
}

TEST(StudyRunner, TrainsWhatASessionTrainsOfTheSameExperiment) {
  const Study study = comparison();
  const auto end = trained(study, 2);
  for (int64_t i = 0; i < runs(study); ++i) {
    SCOPED_TRACE(i);
    Session session(Session::Threading::manual);
    session.send(command::Start{.experiment = expand(study, i), .run = true});
    while (session.pump()) {
    }
    const auto run = session.latest(first_run);
    ASSERT_EQ(run->status, Status::finished);
    const StudyRun& ours = *end->runs[static_cast<size_t>(i)];
    for (const CurveRow& row : curve_table)
      expect_same_curve(run->curves.*(row.curve), ours.now->curves.*(row.curve), row.name);
    EXPECT_EQ(ours.figures.test_loss, run->tested->loss);
    EXPECT_EQ(ours.figures.test_accuracy, run->tested->accuracy);
    EXPECT_EQ(ours.figures.train_loss, run->curves.train_loss.back().value);
    EXPECT_EQ(ours.figures.train_accuracy, run->curves.train_accuracy.back().value);
    EXPECT_EQ(ours.figures.validation_loss, run->curves.validation_loss.back().value) << "60 samples, all of them";
  }
}

TEST(StudyRunner, PairedRunsSeeTheSameBatches) {
  // Before its first update the loss of a batch depends on the weights and the batch alone.
  const Study study{.base = small_experiment(), .axes = {{"optimizer.type", {"sgd", "momentum", "adam"}}}, .seeds = 2};
  const auto end = trained(study, 2);
  const auto first_loss = [&](size_t run) { return end->runs[run]->now->curves.train_loss[0].value; };
  EXPECT_EQ(first_loss(0), first_loss(2));
  EXPECT_EQ(first_loss(0), first_loss(4));
  EXPECT_EQ(first_loss(1), first_loss(5));
  EXPECT_NE(first_loss(0), first_loss(1));
}

TEST(StudyRunner, ARunThatDivergesIsARowAndTheOthersGoOn) {
  // At a rate of 0.1 each step makes the weights -9 times what they were.
  const Study study{.base = small_experiment(), .axes = {{"optimizer.weight_decay", {0, 100}}}, .seeds = 2};
  const auto end = trained(study, 2);
  EXPECT_EQ(end->runs[0]->state, StudyRun::State::finished);
  EXPECT_EQ(end->runs[3]->state, StudyRun::State::diverged);
  EXPECT_TRUE(std::isnan(end->runs[3]->figures.test_accuracy));
  const auto summary = summarize(study, *end);
  ASSERT_EQ(summary.size(), 2u);
  EXPECT_EQ(summary[0].diverged, 0);
  EXPECT_EQ(summary[1].diverged, 2);
  EXPECT_TRUE(std::isnan(summary[1].spreads[0].median));
}

TEST(StudyRunner, EndsAtTheStepThatTheStudyNames) {
  Study study = comparison();
  study.steps = 13;
  const auto end = trained(study, 2);
  for (const auto& run : end->runs) {
    EXPECT_EQ(run->now->steps, 13);
    EXPECT_TRUE(std::isfinite(run->figures.test_accuracy));
  }
}

TEST(StudyRunner, InARaceNobodyIsFarAheadOfTheOthers) {
  Study study = comparison();
  study.base.training.insert_or_assign("epochs", 300);
  StudyRunner runner(study, {.jobs = 2, .order = Order::together});
  int seen = 0;
  for (auto now = runner.latest(); !now->done; now = runner.latest()) {
    int64_t least = 1 << 30, greatest = 0;
    for (const auto& run : now->runs) {
      if (!run->now) least = 0;
      if (run->now) {
        least = std::min(least, run->now->steps);
        greatest = std::max(greatest, run->now->steps);
      }
    }
    // At most two rounds, of which one takes some 50 ms; without rounds one would be done before the last began.
    if (greatest > 0 && least > 0) ++seen;
    EXPECT_LT(greatest - least, 1500);
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  EXPECT_GT(seen, 3);
}

TEST(StudyRunner, StopsBetweenTwoStepsAndKeepsWhatHasEnded) {
  Study study = comparison();
  study.base.training.insert_or_assign("epochs", 200'000);
  study.axes.push_back({"training.epochs", {1, 200'000}});
  StudyRunner runner(study, {.jobs = 2});
  while (runner.latest()->ended == 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  runner.stop();
  const auto end = finished(runner);
  EXPECT_GT(end->ended, 0);
  EXPECT_LT(end->ended, std::ssize(end->runs));
  for (const auto& run : end->runs) EXPECT_EQ(run->ended(), run->state == StudyRun::State::finished);
  EXPECT_EQ(runner.latest(), end) << "nothing changes any more";
}

TEST(StudyRunner, TellsWhoeverListens) {
  std::atomic<int> told = 0;
  StudyRunner runner(comparison(), {.jobs = 2, .published = [&] { ++told; }});
  finished(runner);
  EXPECT_GE(told, 9);
}

TEST(StudyRunner, DataThatCannotBeReadFailTheRunsAndAreSaid) {
  Study study{.base = small_experiment(), .axes = {{"data.noise", {0.1, 0.2}}}};
  EXPECT_EQ(trained(study, 2)->ended, 2) << "two data sets at a time";
  study.base.data = {"csv", {{"path", "/nonexistent.csv"}}};
  study.axes = {{"optimizer.type", {"sgd", "adam"}}};
  EXPECT_THROW(StudyRunner(study, {}), Error);
}

}  // namespace
}  // namespace saddle
