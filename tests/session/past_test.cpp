// Going back in time: what is kept of a run, what is measured of its past, and how another run leaves from there.
#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "runs.h"
#include "saddle/model.h"

namespace saddle {
namespace {

constexpr int64_t plenty = 64 << 20;

// With all that a moment has to hold, or that has to follow from the step: Adam's two moments and its step count,
// running statistics, dropout's masks, shuffled and augmented batches.
Experiment eventful(int epochs = 3) {
  Experiment experiment = small();
  experiment.network = {{.name = {}, .type = "conv2d", .properties = {{"filters", 2}, {"kernel", 5}, {"stride", 2}}},
                        {.name = {}, .type = "batch_norm"},
                        {.name = {}, .type = "relu"},
                        {.name = {}, .type = "dropout", .properties = {{"ratio", 0.3}}},
                        {.name = {}, .type = "dense", .properties = {{"units", 10}}}};
  experiment.optimizer = {"adam", {{"learning_rate", 0.01}, {"weight_decay", 1e-4}}};
  experiment.augmentation = {{"shift", 2}};
  experiment.training["epochs"] = epochs;
  return experiment;
}

std::vector<float> weights(Session& session) {
  const Probe probe{.type = "parameters", .node = "conv2d_1"};
  session.send(command::Watch{{probe}});
  pump_all(session);
  return content_of<ParametersReading>(session.latest(first_run)->reading(probe))->parameters.front().array.values;
}

void train(Session& session, const Experiment& experiment) {
  session.send(command::KeepMoments{.bytes = plenty, .every = 4});  // however busy the machine is
  session.send(command::Start{.experiment = experiment, .run = true});
  pump_all(session);
  EXPECT_EQ(session.latest(first_run)->status, Status::finished);
}

int64_t moment_in_the_middle(const RunSnapshot& now) {
  const auto& steps = *now.moments.steps;
  EXPECT_GE(steps.size(), 3u);
  return steps[steps.size() / 2];
}

TEST(Past, NothingIsKeptUnlessMemoryIsGiven) {
  Session session(Session::Threading::manual);
  session.send(command::Start{.experiment = small(), .run = true});
  pump_all(session);
  EXPECT_TRUE(session.latest(first_run)->moments.steps->empty());
  const Ticket ticket = session.send(command::LookBack{3});
  session.pump();
  EXPECT_EQ(refusal_of(session, ticket).text(), "nothing of the past is kept; give it memory, and train");
}

TEST(Past, TheSnapshotSaysWhatIsKeptAndWhatItTakes) {
  Session session(Session::Threading::manual);
  train(session, eventful());
  const auto now = session.latest(first_run);
  EXPECT_EQ(now->moments.budget, plenty);
  EXPECT_EQ(now->moments.steps->front(), 0);
  EXPECT_LE(now->moments.steps->back(), now->steps);
  EXPECT_GT(now->moments.bytes, 0);
  EXPECT_FALSE(now->looked_at);
}

TEST(Past, KeepingItChangesNoBitOfTheRun) {
  Session with(Session::Threading::manual), without(Session::Threading::manual);
  train(with, eventful());
  without.send(command::Start{.experiment = eventful(), .run = true});
  pump_all(without);
  EXPECT_EQ(losses(*with.latest(first_run)), losses(*without.latest(first_run)));
  with.send(command::LookBack{10});
  weights(with);
  with.send(command::LookNow{});
  EXPECT_EQ(weights(with), weights(without));
}

TEST(Past, GoingBackAndOnUnchangedGivesTheSameBitsAsNeverHavingStopped) {
  Session session(Session::Threading::manual);
  train(session, eventful());
  const auto whole = session.latest(first_run);
  const std::vector<float> end = weights(session);
  const int64_t step = moment_in_the_middle(*whole);
  ASSERT_GT(step, 0);
  ASSERT_LT(step, whole->steps);
  session.send(command::Branch{.step = step, .experiment = eventful(), .run = true});
  pump_all(session);
  const auto again = session.latest(first_run);
  EXPECT_EQ(again->status, Status::finished);
  EXPECT_EQ(again->branched_at, step);
  EXPECT_EQ(again->run, whole->run + 1);
  EXPECT_EQ(losses(*again), losses(*whole));
  EXPECT_EQ(weights(session), end);
  for (const CurveRow& row : curve_table) {
    const Curve &a = again->curves.*row.curve, &b = whole->curves.*row.curve;
    ASSERT_EQ(a.size(), b.size()) << row.name;
    for (int64_t i = 0; i < a.size(); ++i) EXPECT_EQ(a[i].value, b[i].value) << row.name << " at " << a[i].step;
  }
}

TEST(Past, WhatIsWatchedIsMeasuredOfTheMomentWhileTrainingGoesOn) {
  const Probe filters{.type = "filters"}, signals{.type = "signals"}, confusion{.type = "confusion"};
  Session session(Session::Threading::manual);
  session.send(command::Watch{{filters, signals, confusion}});
  train(session, eventful(20));
  const int64_t step = moment_in_the_middle(*session.latest(first_run));
  session.send(command::Run{});
  session.send(command::LookBack{step});
  for (int turn = 0; turn < 5; ++turn) session.pump();
  const auto now = session.latest(first_run);
  EXPECT_EQ(now->status, Status::running);
  EXPECT_EQ(now->looked_at, step);
  // The same weights, come to without any going back.
  Trainer trainer(eventful(20), load_dataset(small().data, {}));
  for (int64_t i = 0; i < step; ++i) trainer.step();
  for (const Probe& probe : {filters, signals, confusion}) {
    const Reading* reading = now->reading(probe);
    ASSERT_TRUE(reading) << probe.type;
    EXPECT_EQ(reading->step, step) << probe.type;
  }
  EXPECT_EQ(now->reading(filters)->as<FiltersReading>()->weight.values,
            trainer.measure(filters).as<FiltersReading>()->weight.values);
  EXPECT_EQ(now->reading(signals)->as<SignalsReading>()->layers.back().values.mean,
            trainer.measure(signals).as<SignalsReading>()->layers.back().values.mean);
  EXPECT_EQ(now->reading(confusion)->as<ConfusionReading>()->results.samples, 40);
  session.send(command::LookNow{});
  session.send(command::Pause{});
  pump_all(session);
  const auto back = session.latest(first_run);
  EXPECT_FALSE(back->looked_at);
  for (const Probe& probe : {filters, signals, confusion}) EXPECT_EQ(back->reading(probe)->step, back->steps);
}

TEST(Past, HistoriesUpdatesAndThePathEndWhereOneLooks) {
  const Probe updates{.type = "updates"}, landscape{.type = "landscape"};
  Session session(Session::Threading::manual);
  session.send(command::Watch{{updates, landscape}});
  train(session, eventful());
  const auto whole = session.latest(first_run);
  const int64_t step = moment_in_the_middle(*whole);
  session.send(command::LookBack{step});
  pump_all(session);
  const auto then = session.latest(first_run);
  EXPECT_LE(then->reading(updates)->step, step);
  EXPECT_LE(then->history(updates)->back()->step, step);
  EXPECT_LT(then->history(updates)->size(), whole->history(updates)->size());
  const auto& path = then->reading(landscape)->as<LossLandscapeReading>()->plane->path;
  ASSERT_FALSE(path.empty());
  EXPECT_LE(path.back().step, step);
  EXPECT_EQ(then->curves.train_loss.size(), whole->curves.train_loss.size()) << "the curves stay whole";
  session.send(command::LookNow{});
  pump_all(session);
  EXPECT_EQ(session.latest(first_run)->history(updates)->size(), whole->history(updates)->size());
}

TEST(Past, ABranchMayHaveAnotherOptimizerAndLeavesTheCurvesWhereItForks) {
  Session session(Session::Threading::manual);
  train(session, eventful());
  const auto whole = session.latest(first_run);
  const int64_t step = moment_in_the_middle(*whole);
  Experiment other = eventful();
  other.optimizer = {"sgd", {{"learning_rate", 0.2}}};
  session.send(command::Branch{.step = step, .experiment = other, .run = true});
  pump_all(session);
  const auto branch = session.latest(first_run);
  EXPECT_EQ(branch->experiment->optimizer.type, "sgd");
  const std::vector<double> a = losses(*whole), b = losses(*branch);
  ASSERT_EQ(a.size(), b.size());
  const auto fork = std::ranges::mismatch(a, b).in1 - a.begin();
  // The loss of a step is that before its update.
  EXPECT_GE(fork, step);
  EXPECT_LE(fork, step + 2);
}

TEST(Past, ABranchFromBeyondThePlannedStepsGoesOnForAsManyAgain) {
  Session session(Session::Threading::manual);
  train(session, eventful());
  const int64_t planned = session.latest(first_run)->steps;
  session.send(command::Run{});
  pump_all(session);
  ASSERT_EQ(session.latest(first_run)->steps, 2 * planned);
  const int64_t step = session.latest(first_run)->moments.steps->back();
  ASSERT_GT(step, planned);
  session.send(command::Branch{.step = step, .experiment = eventful(), .run = true});
  pump_all(session);
  EXPECT_EQ(session.latest(first_run)->steps, step + planned);
}

TEST(Past, TheAlarmOfOneRateIsNotHeldAgainstAnother) {
  Experiment wild = small();
  wild.optimizer = {"sgd", {{"learning_rate", 1000.0}}};
  wild.training["epochs"] = 3;
  Session session(Session::Threading::manual);
  train(session, wild);
  const int64_t step = session.latest(first_run)->moments.steps->back();
  ASSERT_TRUE(session.latest(first_run)->alarm);
  session.send(command::Branch{.step = step, .experiment = wild});
  pump_all(session);
  EXPECT_TRUE(session.latest(first_run)->alarm) << "nothing has changed";
  Experiment tame = wild;
  tame.optimizer.properties["learning_rate"] = 0.0005;
  session.send(command::Branch{.step = step, .experiment = tame});
  pump_all(session);
  EXPECT_FALSE(session.latest(first_run)->alarm);
}

TEST(Past, OneLayerMayBeginAnew) {
  Session session(Session::Threading::manual);
  train(session, eventful());
  const auto now = session.latest(first_run);
  const int64_t step = moment_in_the_middle(*now);
  session.send(command::LookBack{step});
  const std::vector<float> then = weights(session);
  const Probe dense{.type = "parameters", .node = "dense_1"};
  session.send(command::Watch{{dense}});
  pump_all(session);
  const auto values = [&](const char* name) {
    return content_of<ParametersReading>(session.latest(first_run)->reading(dense))->find(name)->values;
  };
  const std::vector<float> kept = values("weight");
  session.send(command::Branch{.step = step, .experiment = eventful(), .redrawn = {"conv2d_1"}});
  pump_all(session);
  EXPECT_EQ(session.latest(first_run)->status, Status::paused);
  EXPECT_EQ(session.latest(first_run)->steps, step);
  EXPECT_EQ(values("weight"), kept);
  const std::vector<float> anew = weights(session);
  EXPECT_NE(anew, then);
  Session fresh(Session::Threading::manual);
  fresh.send(command::Start{.experiment = eventful()});
  EXPECT_EQ(anew, weights(fresh)) << "as it was drawn";
}

TEST(Past, WhatDoesNotFitIsRefusedAndTheRunStaysAsItIs) {
  Session session(Session::Threading::manual);
  train(session, eventful());
  const auto before = session.latest(first_run);
  Experiment wider = eventful(), elsewhere = eventful();
  wider.network.front().properties["filters"] = 3;
  elsewhere.data.properties["train"] = 100;
  const Ticket a = session.send(command::Branch{.step = 5, .experiment = wider});
  const Ticket b = session.send(command::Branch{.step = 5, .experiment = elsewhere});
  pump_all(session);
  EXPECT_EQ(refusal_of(session, a).where, "network");
  EXPECT_EQ(refusal_of(session, b).where, "data");
  EXPECT_EQ(session.latest(first_run)->run, before->run);
  EXPECT_EQ(session.latest(first_run)->steps, before->steps);
  session.send(command::LookBack{5});
  const Ticket c = session.send(command::SetWeight{.parameter = "dense_1/bias", .index = 0, .value = 1});
  pump_all(session);
  EXPECT_EQ(refusal_of(session, c).where, "dense_1/bias");
}

TEST(Past, ANewRunHasNone) {
  Session session(Session::Threading::manual);
  train(session, eventful());
  session.send(command::LookBack{5});
  session.send(command::Reset{});
  pump_all(session);
  const auto now = session.latest(first_run);
  EXPECT_FALSE(now->looked_at);
  EXPECT_EQ(*now->moments.steps, std::vector<int64_t>{0});
}

TEST(Past, LookingBackIsAnsweredInTheMidstOfTraining) {
  const Probe filters{.type = "filters"};
  Session session;
  Experiment experiment = eventful(100000);
  session.send(command::KeepMoments{plenty});
  session.send(command::Watch{{filters}});
  session.send(command::Start{.experiment = experiment, .run = true});
  wait_for(session, [](const RunSnapshot& now) { return now.moments.steps && now.moments.steps->size() > 3; });
  for (int i = 0; i < 20; ++i) {
    session.send(command::LookBack{i});
    const auto then = wait_for(session, [&](const RunSnapshot& now) {
      const Reading* reading = now.reading(filters);
      return now.looked_at && reading && reading->step == *now.looked_at;
    });
    EXPECT_EQ(then->status, Status::running);
  }
  const int64_t before = session.latest(first_run)->steps;
  wait_for(session, [&](const RunSnapshot& now) { return now.steps > before; });
}

}  // namespace
}  // namespace saddle
