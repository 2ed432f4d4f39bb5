// Several runs in one session, which learn what they would alone.
#include <memory>
#include <vector>

#include <gtest/gtest.h>

#include "runs.h"

namespace saddle {
namespace {

// Of several steps' width, so that batches are made ahead by threads the runs share.
Experiment varied(int seed, int threads) {
  Experiment experiment = small();
  experiment.augmentation = {{"shift", 2.0}, {"rotation", 10.0}, {"noise", 0.1}};
  experiment.network.insert(experiment.network.begin() + 1, {.name = {}, .type = "batch_norm"});
  experiment.network.insert(experiment.network.begin() + 3, {.name = {}, .type = "dropout"});
  experiment.training["seed"] = seed;
  experiment.training["threads"] = threads;
  return experiment;
}

TEST(SeveralRuns, EachEqualsTheRunAloneBitForBit) {
  for (const int threads : {1, 3}) {
    const Experiment first = varied(7, threads), second = varied(11, threads);
    Session session(Session::Threading::manual);
    const RunId other = session.open();
    session.send(command::Start{.experiment = first, .run = true});
    session.send(other, command::Start{.experiment = second, .run = true});
    const Probe filters{.type = "filters"};
    session.send(other, command::Watch{{filters, {.type = "signals"}, {.type = "updates"}}});
    pump_all(session);
    EXPECT_EQ(session.latest(first_run)->status, Status::finished);
    EXPECT_EQ(session.latest(other)->status, Status::finished);
    EXPECT_EQ(losses(*session.latest(first_run)), losses_without_a_session(first, small_steps)) << threads;
    EXPECT_EQ(losses(*session.latest(other)), losses_without_a_session(second, small_steps)) << threads;
    EXPECT_NE(losses(*session.latest(first_run)), losses(*session.latest(other)));
    EXPECT_TRUE(session.latest(other)->reading(filters));
    EXPECT_TRUE(session.latest(first_run)->readings.empty()) << "what one is asked, the other is not";
  }
}

TEST(SeveralRuns, EachEqualsTheRunAloneOnAThreadOfTheirOwn) {
  const Experiment first = varied(7, 2), second = varied(11, 2);
  Session session;
  const RunId other = session.open();
  session.send(first_run, command::Start{.experiment = first, .run = true});
  session.send(other, command::Start{.experiment = second, .run = true});
  session.send(first_run, command::Watch{{{.type = "confusion"}, {.type = "filters"}}});
  EXPECT_EQ(losses(*wait_for(session, is(Status::finished))), losses_without_a_session(first, small_steps));
  EXPECT_EQ(losses(*wait_for(session, is(Status::finished), other)), losses_without_a_session(second, small_steps));
}

TEST(SeveralRuns, AStepOfEachInTurn) {
  Session session(Session::Threading::manual);
  const RunId other = session.open();
  session.send(command::Start{.experiment = small(), .run = true});
  session.send(other, command::Start{.experiment = small(), .run = true});
  for (int turn = 1; turn <= 5; ++turn) {
    session.pump();
    const auto now = session.latest();
    ASSERT_EQ(now->runs.size(), 2u);
    EXPECT_EQ(now->find(first_run)->steps, turn);
    EXPECT_EQ(now->find(other)->steps, turn);
  }
  session.send(other, command::Pause{});
  session.pump();
  EXPECT_EQ(session.latest(first_run)->steps, 6);
  EXPECT_EQ(session.latest(other)->steps, 5);
}

TEST(SeveralRuns, ARunThatFailsOrEndsLeavesTheOtherAlone) {
  Session session(Session::Threading::manual);
  const RunId failing = session.open(), closed = session.open();
  Experiment impossible = small();
  impossible.network.front().properties["kernel"] = 99;
  session.send(failing, command::Start{.experiment = impossible, .run = true});
  session.send(closed, command::Start{.experiment = small(), .run = true});
  session.send(command::Start{.experiment = small(), .run = true});
  session.pump();
  EXPECT_EQ(session.latest(closed)->status, Status::running);
  session.send(closed, command::Close{});
  const Ticket lost = session.send(closed, command::Start{.experiment = small()});
  pump_all(session);
  EXPECT_EQ(session.latest(failing)->status, Status::failed);
  EXPECT_EQ(session.latest(failing)->issue->where, "network[0].kernel");
  EXPECT_EQ(session.latest()->find(closed), nullptr);
  EXPECT_EQ(session.latest(closed)->status, Status::idle);
  EXPECT_FALSE(session.latest(closed)->reply(lost));
  EXPECT_EQ(losses(*session.latest(first_run)), losses_without_a_session(small(), small_steps));
}

TEST(SeveralRuns, TheSnapshotOfARunThatStandsStillIsTheSameOne) {
  Session session(Session::Threading::manual);
  const RunId other = session.open();
  session.send(command::Start{.experiment = small(), .run = true});
  session.send(other, command::Start{.experiment = small()});
  session.pump();
  const auto before = session.latest(other);
  session.pump();
  EXPECT_EQ(session.latest(other), before);
  EXPECT_NE(session.latest(first_run)->serial, 0u);
}

}  // namespace
}  // namespace saddle
