// What becomes of commands: who sent one is told, and waits for nothing meanwhile.
#include <atomic>
#include <memory>
#include <thread>

#include <gtest/gtest.h>

#include "../folder.h"
#include "runs.h"

namespace saddle {
namespace {

TEST(Tickets, AReplyNamesItsTicketHoweverManyCommandsAreObeyedAtOnce) {
  const Folder folder;
  Session session(Session::Threading::manual);
  const Ticket start = session.send(command::Start{.experiment = small()});
  EXPECT_FALSE(session.latest(first_run)->reply(start)) << "nobody has obeyed it yet";
  const Ticket refused = session.send(command::Save{"/dev/null/model.npz"});
  const Ticket first = session.send(command::Save{folder / "first.npz"});
  const Ticket second = session.send(command::Save{folder / "second.npz", true});
  const Ticket step = session.send(command::Step{});
  EXPECT_LT(start, refused);
  EXPECT_LT(refused, first);
  EXPECT_LT(second, step);
  pump_all(session);
  const auto now = session.latest(first_run);
  EXPECT_EQ(now->answered, step);
  EXPECT_EQ(refusal_of(session, refused).where, "/dev/null/model.npz");
  EXPECT_EQ(now->reply(first)->saved, (folder / "first.npz").string());
  EXPECT_EQ(now->reply(second)->saved, (folder / "second.npz").string());
  for (const Ticket done : {start, step}) {
    ASSERT_TRUE(now->reply(done));
    EXPECT_EQ(now->reply(done)->ticket, done);
    EXPECT_FALSE(now->reply(done)->refusal);
    EXPECT_TRUE(now->reply(done)->saved.empty());
  }
}

TEST(Tickets, EachRunAnswersItsOwn) {
  Session session(Session::Threading::manual);
  const RunId other = session.open();
  const Ticket early = session.send(other, command::Tune{"optimizer.learning_rate", 0.1});
  session.send(command::Start{.experiment = small()});
  pump_all(session);
  EXPECT_EQ(refusal_of(session, early, other).where, "optimizer.learning_rate");
  EXPECT_FALSE(session.latest(first_run)->reply(early)->refusal);
}

TEST(Tickets, ACheckpointThatCannotBeWrittenIsToldAndEndsNoTraining) {
  Session session(Session::Threading::manual);
  session.send(command::Start{.experiment = small(), .run = true, .checkpoint = "/dev/null/run.npz"});
  pump_all(session);
  const auto end = session.latest(first_run);
  EXPECT_EQ(end->status, Status::finished);
  ASSERT_TRUE(end->refusal);
  EXPECT_NE(end->refusal->text().find("/dev/null/run.npz"), std::string::npos);
}

TEST(Tickets, TrainGoesOnWithTheSameExperimentAndStartsAnewWithAnother) {
  Session session(Session::Threading::manual);
  Experiment experiment = small();
  session.send(command::Train{.experiment = experiment});
  session.send(command::Step{.count = 3});
  pump_all(session);
  const uint64_t run = session.latest(first_run)->run;
  EXPECT_EQ(session.latest(first_run)->steps, 3);

  // All at once: no snapshot could have told the window that the rate is that of the run already.
  session.send(command::Tune{"optimizer.learning_rate", 0.02});
  experiment.optimizer.properties["learning_rate"] = 0.02;
  experiment.name = "named";
  experiment.about = "remarks do not count";
  session.send(command::Train{.experiment = experiment});
  pump_all(session);
  EXPECT_EQ(session.latest(first_run)->run, run);
  EXPECT_EQ(session.latest(first_run)->status, Status::finished);
  EXPECT_EQ(session.latest(first_run)->steps, small_steps);

  experiment.training["seed"] = 8;
  session.send(command::Train{.experiment = experiment});
  pump_all(session);
  EXPECT_GT(session.latest(first_run)->run, run);
  EXPECT_EQ(losses(*session.latest(first_run)), losses_without_a_session(experiment, small_steps));
}

TEST(Tickets, PrepareBuildsInPlaceOfWhatHasNotMadeAStep) {
  Session session(Session::Threading::manual);
  Experiment other = small();
  other.training["seed"] = 8;
  session.send(command::Start{.experiment = small()});
  session.send(command::Prepare{.experiment = other});
  pump_all(session);
  EXPECT_EQ(*session.latest(first_run)->experiment, other);
  EXPECT_EQ(session.latest(first_run)->status, Status::ready);

  // It is to be trained, but nothing is learned yet: the one that was asked for last is trained.
  session.send(command::Run{});
  session.send(command::Prepare{.experiment = small()});
  session.pump();
  EXPECT_EQ(*session.latest(first_run)->experiment, small());
  EXPECT_EQ(session.latest(first_run)->status, Status::running);
  EXPECT_EQ(session.latest(first_run)->steps, 1);

  session.send(command::Prepare{.experiment = other});  // sent before the window could know of the step
  session.pump();
  EXPECT_EQ(*session.latest(first_run)->experiment, small());
  session.send(command::Pause{});
  session.send(command::Prepare{.experiment = other});
  pump_all(session);
  EXPECT_EQ(*session.latest(first_run)->experiment, small());
  EXPECT_EQ(session.latest(first_run)->status, Status::paused);
  EXPECT_EQ(session.latest(first_run)->steps, 2);
}

TEST(Tickets, AStepOfWhatIsPreparedAnewIsMadeOfThat) {
  Session session(Session::Threading::manual);
  Experiment other = small();
  other.training["seed"] = 8;
  session.send(command::Start{.experiment = small()});
  session.pump();
  session.send(command::Step{.count = 2});
  session.send(command::Prepare{.experiment = other});
  pump_all(session);
  EXPECT_EQ(session.latest(first_run)->status, Status::paused);
  EXPECT_EQ(losses(*session.latest(first_run)), losses_without_a_session(other, 2));
}

TEST(Tickets, RestartBeginsAnewAndTrainsWhereTheRunBeforeWasTrained) {
  Session session(Session::Threading::manual);
  Experiment other = small();
  other.training["seed"] = 8;
  session.send(command::Start{.experiment = small()});
  session.send(command::Restart{.experiment = other});
  pump_all(session);
  EXPECT_EQ(session.latest(first_run)->status, Status::ready);
  EXPECT_EQ(*session.latest(first_run)->experiment, other);

  session.send(command::Step{});
  pump_all(session);
  EXPECT_EQ(session.latest(first_run)->status, Status::paused);
  session.send(command::Restart{.experiment = small()});
  pump_all(session);
  EXPECT_EQ(session.latest(first_run)->status, Status::ready);
  EXPECT_EQ(session.latest(first_run)->steps, 0);

  session.send(command::Run{});
  session.pump();
  session.send(command::Restart{.experiment = other});  // before any snapshot of the step was seen
  pump_all(session);
  EXPECT_EQ(session.latest(first_run)->status, Status::finished);
  EXPECT_EQ(losses(*session.latest(first_run)), losses_without_a_session(other, small_steps));
}

// In the midst of a load nothing is "running" yet, and what is loaded is dropped.
TEST(Tickets, WhatReplacesALoadIsTrainedWhereThatWasToBeTrained) {
  Experiment large = small(), other = small();
  large.data.properties["train"] = 1'000'000;  // a minute of drawing
  other.training["seed"] = 8;
  for (const Command& command :
       {Command(command::Prepare{.experiment = other}), Command(command::Restart{.experiment = other})}) {
    Session session;
    session.send(command::Train{.experiment = large});
    wait_for(session, is(Status::loading));
    session.send(command);
    const auto end = wait_for(session, is(Status::finished));
    EXPECT_EQ(losses(*end), losses_without_a_session(other, small_steps));
  }
}

TEST(Tickets, APrepareOfOtherDataDropsALoadAndOneOfTheSameDoesNot) {
  Experiment large = small();
  large.data.properties["train"] = 1'000'000;  // a minute of drawing
  Session session;
  const auto began = std::chrono::steady_clock::now();
  session.send(command::Prepare{.experiment = large});
  wait_for(session, is(Status::loading));
  session.send(command::Prepare{.experiment = small()});
  const auto ready = wait_for(session, is(Status::ready));
  EXPECT_EQ(ready->train_samples, 200);
  EXPECT_LT(std::chrono::steady_clock::now() - began, 30s);
}

// The worker is held up in the midst of obeying a Watch, by what an earlier one leaves behind.
TEST(Tickets, SendReturnsWhileALongWatchIsObeyed) {
  Experiment experiment = small();
  experiment.data.properties["test"] = 3000;
  experiment.training = {
      {"batch_size", 10}, {"epochs", 50}, {"threads", 1}, {"evaluate_every", 1}, {"evaluate_samples", 3000}};
  std::atomic<bool> hold = false, held = false, sent = false, stuck = false;
  std::atomic<int> obeying = 0;
  Session session(Session::Threading::worker, [&] {
    if (!hold) return;
    held = true;  // mostly within an evaluation, which takes nearly all of the time
    while (hold) std::this_thread::sleep_for(1ms);
  });
  session.send(command::Start{.experiment = experiment, .run = true});
  wait_for(session, [](const RunSnapshot& now) { return now.steps > 0; });
  for (int round = 1; round <= 3; ++round) {
    hold = true;
    while (!held) std::this_thread::sleep_for(1ms);
    sent = false;
    auto input = std::shared_ptr<const std::vector<float>>(new std::vector<float>(28 * 28), [&](const auto* values) {
      ++obeying;
      const auto end = std::chrono::steady_clock::now() + 10s;
      while (!sent && std::chrono::steady_clock::now() < end) std::this_thread::sleep_for(1ms);
      stuck = stuck || !sent;
      delete values;
    });
    session.send(command::Watch{{{.type = "prediction", .input = std::move(input)}}});
    session.send(command::Watch{});  // the input ends here, unmeasured
    held = hold = false;
    while (obeying < round) std::this_thread::sleep_for(1ms);
    session.send(command::Watch{});
    sent = true;
  }
  EXPECT_FALSE(stuck);
}

}  // namespace
}  // namespace saddle
