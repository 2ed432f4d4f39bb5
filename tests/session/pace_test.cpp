// A run that is slowed down to be watched.
#include "runs.h"

namespace saddle {
namespace {

using Clock = std::chrono::steady_clock;

Experiment long_run() {
  Experiment experiment = small();
  experiment.training["epochs"] = 1000;
  return experiment;
}

TEST(Pace, ChangesNoBit) {
  Session session;
  session.send(command::Pace{400});
  session.send(command::Start{.experiment = small(), .run = true});
  const auto now = wait_for(session, is(Status::finished));
  EXPECT_EQ(losses(*now), losses_without_a_session(small(), small_steps));
}

TEST(Pace, MakesSoManyStepsASecondAndNoMore) {
  Session session;
  session.send(command::Start{.experiment = long_run()});
  wait_for(session, is(Status::ready));
  session.send(command::Pace{20});
  const auto began = Clock::now();
  session.send(command::Run{});
  const auto now = wait_for(session, [](const RunSnapshot& run) { return run.steps >= 11; });
  // Ten intervals lie between the first step and the eleventh; a busy machine may take longer, but never less.
  EXPECT_GE(Clock::now() - began, 490ms);
  EXPECT_LE(now->steps, 12);
}

TEST(Pace, ObeysAtOnceWhileItWaitsForTheNextStep) {
  Session session;
  session.send(command::Pace{0.001});
  session.send(command::Start{.experiment = long_run(), .run = true});
  wait_for(session, [](const RunSnapshot& run) { return run.steps == 1; });
  session.send(command::Pause{});
  wait_for(session, is(Status::paused));  // which gives up after a minute: the next step is due in a quarter of an hour
  session.send(command::Step{});
  wait_for(session, [](const RunSnapshot& run) { return run.steps == 2 && run.status == Status::paused; });
  session.send(command::Run{});
  wait_for(session, [](const RunSnapshot& run) { return run.steps == 3; });
  session.send(command::Pace{});
  wait_for(session, [](const RunSnapshot& run) { return run.steps > 100; });
}

TEST(Pace, MeasuresEveryStepBetweenTwoThatWait) {
  Session session;
  session.send(command::Pace{0.001});
  const Probe weights{.type = "weights"}, confusion{.type = "confusion"};
  session.send(command::Watch{{weights, confusion}});
  session.send(command::Start{.experiment = long_run(), .run = true});
  wait_for(session, [&](const RunSnapshot& run) {
    const Reading *one = run.reading(weights), *other = run.reading(confusion);
    return run.steps == 1 && one && one->step == 1 && other && other->step == 1 && other->complete;
  });
}

TEST(Pace, OfOneRunHoldsUpNoOther) {
  Session session;
  const RunId other = session.open();
  session.send(command::Pace{0.001});
  session.send(command::Start{.experiment = long_run(), .run = true});
  wait_for(session, [](const RunSnapshot& run) { return run.steps == 1; });
  session.send(other, command::Start{.experiment = small(), .run = true});
  wait_for(session, is(Status::finished), other);
  EXPECT_EQ(session.latest(first_run)->steps, 1);
}

}  // namespace
}  // namespace saddle
