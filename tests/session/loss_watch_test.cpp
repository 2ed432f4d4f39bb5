// A run that goes wrong without ceasing to be a number, and the many that only look so for a step.
#include "session/loss_watch.h"

#include <cmath>
#include <random>

#include <gtest/gtest.h>

#include "runs.h"
#include "saddle/experiment_file.h"
#include "train/blank_loss.h"

namespace saddle {
namespace {

using Kind = LossAlarm::Kind;

TEST(LossWatch, AHundredfoldIsSaidWithinFiveStepsAndTakenBackWhenItIsOver) {
  LossWatch watch(std::log(10.0), 1000);
  for (int i = 0; i < 50; ++i) watch.add(2.3 - 0.01 * i);
  EXPECT_FALSE(watch.alarm());
  for (int i = 0; i < 5; ++i) watch.add(1e6);
  EXPECT_EQ(watch.alarm(), Kind::grown);
  EXPECT_EQ(watch.now(), 1e6);
  for (int i = 0; i < 300; ++i) watch.add(1.5);
  EXPECT_FALSE(watch.alarm());
}

TEST(LossWatch, OneBadBatchIsNoAlarm) {
  LossWatch watch(std::log(10.0), 10000);
  for (int i = 0; i < 2000; ++i) {
    watch.add(i % 50 == 7 ? 1e9 : 1.0);
    ASSERT_FALSE(watch.alarm()) << i;
  }
}

TEST(LossWatch, ALossThatStaysFarAboveTheStartIsSaid) {
  LossWatch watch(std::log(2.0), 10000);
  watch.add(0.7);
  for (int i = 0; i < 200; ++i) watch.add(5);
  EXPECT_EQ(watch.alarm(), Kind::grown);
}

TEST(LossWatch, NoisyBatchesOfOneSampleAreNoAlarm) {
  // A loss that is exponential, as that of single samples is, and falls slowly; it begins with a lucky one.
  LossWatch watch(std::log(2.0), 5000);
  std::mt19937 random(1);
  std::exponential_distribution<double> loss(1);
  watch.add(1e-4);
  for (int i = 0; i < 5000; ++i) {
    watch.add(loss(random) * 0.69 * std::exp(-i / 2000.0));
    ASSERT_FALSE(watch.alarm()) << i;
  }
}

TEST(LossWatch, LongAfterTheStartNoBetterThanGuessingIsSaid) {
  LossWatch watch(std::log(10.0), 2000);
  for (int i = 0; i < 900; ++i) {
    watch.add(2.303 + 0.01 * std::sin(i));
    ASSERT_FALSE(watch.alarm()) << i;
  }
  for (int i = 0; i < 200; ++i) watch.add(2.303 + 0.01 * std::sin(i));
  EXPECT_EQ(watch.alarm(), Kind::stuck);
}

TEST(LossWatch, ALossThatStillFallsIsNotStuck) {
  LossWatch watch(std::log(10.0), 1500);
  for (int i = 0; i < 1500; ++i) {
    watch.add(9.0 * std::exp(-i / 900.0) + 0.2);
    ASSERT_FALSE(watch.alarm()) << i;
  }
}

TEST(BlankLoss, IsTheLogarithmOfTheClassesOrTheSquareOfTheTargets) {
  Experiment experiment = small();
  const auto digits = load_dataset(experiment.data, {});
  EXPECT_NEAR(blank_loss(experiment, plan(experiment.network, digits->sample), *digits), std::log(10.0), 1e-6);
  experiment.loss = {"mean_squared_error"};
  EXPECT_NEAR(blank_loss(experiment, plan(experiment.network, digits->sample), *digits), 0.1, 1e-6);
}

TEST(LossAlarm, ARateOfAThousandIsSaidAndOneGoesBackToTheGoodWeights) {
  for (const char* optimizer : {"sgd", "adam"}) {
    Experiment experiment = small();
    experiment.training["epochs"] = 50;
    Session session(Session::Threading::manual);
    session.send(command::Start{.experiment = experiment});
    session.send(command::Step{20});
    pump_all(session);
    const double before = session.latest(first_run)->curves.train_loss.back().value;
    experiment.optimizer = {optimizer, {{"learning_rate", 1000.0}}};
    if (std::string(optimizer) == "sgd") {
      session.send(command::Tune{"optimizer.learning_rate", 1000.0});
    } else {
      session.send(command::Start{.experiment = experiment});
    }
    session.send(command::Step{30});
    pump_all(session);
    const auto now = session.latest(first_run);
    if (now->status == Status::diverged) continue;  // that is said, too
    ASSERT_TRUE(now->alarm) << optimizer << " " << now->curves.train_loss.back().value;
    EXPECT_EQ(now->alarm->kind, Kind::grown);
    EXPECT_NE(now->alarm->issue.text().find("1000"), std::string::npos);
    ASSERT_GE(now->alarm->good_step, 0);
    session.send(command::GoBack{0.01});
    session.send(command::Step{10});
    pump_all(session);
    const auto after = session.latest(first_run);
    EXPECT_FALSE(after->alarm);
    EXPECT_LT(after->curves.train_loss.back().value, std::max(3.0, 2 * before)) << optimizer;
  }
}

TEST(LossAlarm, ARateThatIsMadeSmallAfterwardsIsNotBlamed) {
  Experiment experiment = small();
  experiment.training["epochs"] = 50;
  experiment.optimizer = {"adam", {{"learning_rate", 1000.0}}};
  Session session(Session::Threading::manual);
  session.send(command::Start{.experiment = experiment});
  session.send(command::Step{30});
  pump_all(session);
  ASSERT_TRUE(session.latest(first_run)->alarm);
  session.send(command::Tune{"optimizer.learning_rate", 0.0002});
  session.send(command::Step{1});
  pump_all(session);
  const auto now = session.latest(first_run);
  ASSERT_TRUE(now->alarm) << "one step of 0.0002 does not bring the loss back";
  EXPECT_NE(now->alarm->issue.text().find("the learning rate was 1000"), std::string::npos) << now->alarm->issue.text();
  EXPECT_EQ(now->alarm->suggested_rate, 0.0002) << "it is small enough, and was chosen";
  ASSERT_GE(now->alarm->good_step, 0);
  session.send(command::GoBack{now->alarm->suggested_rate});
  session.send(command::Tune{"optimizer.learning_rate", 1000.0});
  session.send(command::Step{30});
  pump_all(session);
  const auto again = session.latest(first_run);
  ASSERT_TRUE(again->alarm);
  EXPECT_NE(again->alarm->issue.text().find("the learning rate of 1000 is"), std::string::npos)
      << again->alarm->issue.text();
}

TEST(LossAlarm, NoPresetThatLearnsRaisesOne) {
  // Those whose data are generated and whose steps are quick.
  for (const char* name : {"moons",
                           "circles",
                           "spirals",
                           "curve",
                           "surface",
                           "linear",
                           "gate-and",
                           "gate-or",
                           "gate-nand",
                           "xor-learned",
                           "ten-clusters",
                           "apple-graph",
                           "apple-orange-graph",
                           "first-light",
                           "gradient-check",
                           "two-layer-net",
                           "two-layer-net-sigmoid",
                           "multi-layer-net",
                           "optimizer-adam",
                           "optimizer-momentum",
                           "weight-decay",
                           "overfitting"}) {
    Experiment experiment = preset_or_file(name, SADDLE_ASSETS "/presets");
    const bool files = experiment.data.type == "mnist";
    if (files) experiment.data = {"procedural_digits", {{"train", 2000}, {"test", 40}}};
    experiment.training["threads"] = 1;
    experiment.training["evaluate_samples"] = 1;
    Session session(Session::Threading::manual);
    session.send(command::Start{.experiment = experiment});
    const int steps = std::string(name) == "first-light" ? 60 : files ? 400 : 1200;
    for (int done = 0; done < steps; done += 20) {
      session.send(command::Step{20});
      pump_all(session);
      const auto now = session.latest(first_run);
      ASSERT_NE(now->status, Status::failed) << name << ": " << now->issue->text();
      ASSERT_FALSE(now->alarm) << name << " at step " << now->steps << ": " << now->alarm->issue.text();
    }
  }
}

}  // namespace
}  // namespace saddle
