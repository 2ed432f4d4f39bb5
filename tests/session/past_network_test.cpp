// The network that answers of a run's past is built once, beforehand where somebody is about to ask, and of what it
// answers nothing depends on when it was built.
#include "session/past_network.h"

#include <malloc.h>

#include <gtest/gtest.h>

#include "runs.h"

namespace saddle {
namespace {

const Probe filters{.type = "filters"}, signals{.type = "signals"}, confusion{.type = "confusion"};

Experiment learning() {
  Experiment experiment = small();
  experiment.training["epochs"] = 3;
  return experiment;
}

std::vector<Timeline::Entry> moments_of(Trainer& trainer, int count) {
  std::vector<Timeline::Entry> moments;
  for (int i = 0; i < count; ++i) {
    moments.push_back({trainer.moment(nullptr), std::make_shared<const Experiment>(trainer.experiment())});
    trainer.step();
  }
  return moments;
}

// What the session answers of some moments of a run that has learned.
std::vector<Reading> answers(bool prepared) {
  Session session(Session::Threading::manual);
  session.send(command::KeepMoments{.bytes = 64 << 20, .every = 4});
  session.send(command::Watch{{filters, signals, confusion}});
  session.send(command::Start{.experiment = learning(), .run = true});
  for (int turn = 0; turn < 10; ++turn) session.pump();
  if (prepared) session.send(command::PrepareToLookBack{});
  pump_all(session);
  EXPECT_EQ(session.latest(first_run)->status, Status::finished);
  std::vector<Reading> all;
  for (const int64_t step : {12, 0, 24}) {
    session.send(command::LookBack{step});
    pump_all(session);
    for (const Probe& probe : {filters, signals, confusion}) all.push_back(*session.latest(first_run)->reading(probe));
  }
  session.send(command::LookNow{});
  pump_all(session);
  all.push_back(*session.latest(first_run)->reading(filters));
  return all;
}

TEST(PastNetwork, TheAnswersAndTheRunAreTheSameBitsWhetherItWasPreparedOrNot) {
  const std::vector<Reading> with = answers(true), without = answers(false);
  ASSERT_EQ(with.size(), without.size());
  for (size_t i = 0; i < with.size(); ++i) {
    EXPECT_EQ(with[i].step, without[i].step);
    if (const auto* reading = std::get_if<FiltersReading>(&with[i].content)) {
      EXPECT_EQ(reading->weight.values, without[i].as<FiltersReading>()->weight.values);
    } else if (const auto* layers = std::get_if<SignalsReading>(&with[i].content)) {
      EXPECT_EQ(layers->layers.back().values.mean, without[i].as<SignalsReading>()->layers.back().values.mean);
    } else {
      EXPECT_EQ(with[i].as<ConfusionReading>()->results.confusion,
                without[i].as<ConfusionReading>()->results.confusion);
    }
  }
}

TEST(PastNetwork, IsBuiltOnceHoweverOftenOneLooksElsewhere) {
  ThreadPool pool;
  Trainer run(learning(), load_dataset(small().data, {}));
  const auto moments = moments_of(run, 4);
  PastNetwork past(pool);
  past.prepare(run, moments.back(), {filters, confusion});
  EXPECT_TRUE(past.stands());
  EXPECT_TRUE(past.prepare_one(run, moments.back()));
  EXPECT_TRUE(past.prepare_one(run, moments.back()));
  EXPECT_FALSE(past.prepare_one(run, moments.back())) << "one turn a probe";
  past.prepare(run, moments.front(), {filters});
  EXPECT_FALSE(past.prepare_one(run, moments.back())) << "it is ready";
  for (const auto& then : moments) EXPECT_EQ(past.measure(run, then, filters).step, then.moment->step);
  EXPECT_EQ(past.builds(), 1);
  past.forget();
  EXPECT_FALSE(past.stands());
  past.measure(run, moments.front(), filters);
  EXPECT_EQ(past.builds(), 2);
}

TEST(PastNetwork, WhatCannotBeMeasuredIsNoFaultOfPreparing) {
  ThreadPool pool;
  Trainer run(learning(), load_dataset(small().data, {}));
  const auto moments = moments_of(run, 1);
  PastNetwork past(pool);
  past.prepare(run, moments.back(), {{.type = "parameters", .node = "nowhere"}, filters});
  EXPECT_TRUE(past.prepare_one(run, moments.back()));
  EXPECT_TRUE(past.prepare_one(run, moments.back()));
  EXPECT_TRUE(past.stands());
}

// Of a network whose activations are most of it.
TEST(PastNetwork, TakesAboutAsMuchMemoryAsItIsTakenFor) {
  Experiment wide = small();
  wide.network = {{.name = {}, .type = "conv2d", .properties = {{"filters", 32}, {"kernel", 3}, {"padding", 1}}},
                  {.name = {}, .type = "relu"},
                  {.name = {}, .type = "conv2d", .properties = {{"filters", 32}, {"kernel", 3}, {"padding", 1}}},
                  {.name = {}, .type = "relu"},
                  {.name = {}, .type = "dense", .properties = {{"units", 10}}}};
  wide.data.properties["train"] = 1000;
  const auto bytes_now = [] {
    const struct mallinfo2 info = mallinfo2();
    return static_cast<double>(info.uordblks + info.hblkhd);
  };
  ThreadPool pool;
  Trainer run(wide, load_dataset(wide.data, {}));
  const auto moments = moments_of(run, 1);
  PastNetwork past(pool);
  const double before = bytes_now();
  past.prepare(run, moments.back(), {signals, confusion});
  while (past.prepare_one(run, moments.back())) {
  }
  const double took = bytes_now() - before, said = static_cast<double>(PastNetwork::bytes(run.plan()));
  if (before <= 0) GTEST_SKIP() << "this allocator does not say";
  EXPECT_LT(took, 1.25 * said);
  EXPECT_GT(took, 0.25 * said);
}

TEST(PastNetwork, PreparingIsNoMatterWhereNothingIsKeptAndLeavesARefusalOnTheScreen) {
  Session session(Session::Threading::manual);
  session.send(command::Start{.experiment = small(), .run = true});
  pump_all(session);
  session.send(command::LookBack{3});
  pump_all(session);
  const auto refused = session.latest(first_run)->refusal;
  ASSERT_TRUE(refused);
  const Ticket ticket = session.send(command::PrepareToLookBack{});
  pump_all(session);
  EXPECT_FALSE(session.latest(first_run)->reply(ticket)->refusal);
  EXPECT_EQ(session.latest(first_run)->refusal, refused);
}

}  // namespace
}  // namespace saddle
