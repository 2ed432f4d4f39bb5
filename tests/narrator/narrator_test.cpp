// What is said of a run depends on the run alone, is dated, and survives what can be done to a run.
#include "narrator/shared/narrator.h"

#include <gtest/gtest.h>

#include "narrated.h"
#include "saddle/trainer.h"

namespace saddle {
namespace {

Experiment too_fast() { return digits(plain_net(), {"adam", {{"learning_rate", 1.0}}}); }

TEST(Narrator, SaysTheSameWithAnyNumberOfThreads) {
  Experiment experiment = too_fast();
  experiment.training["threads"] = 1;
  const auto alone = events_of(experiment, 120);
  experiment.training["threads"] = 2;
  ASSERT_FALSE(alone.empty());
  EXPECT_EQ(events_of(experiment, 120), alone);
}

TEST(Narrator, SaysTheSameWhoeverWatches) {
  Session session(Session::Threading::manual);
  session.send(command::Watch{{{.type = "signals"}, {.type = "updates"}, {.type = "confusion"}}});
  session.send(command::Start{.experiment = too_fast(), .run = true, .until = 120});
  for (int i = 0; i < 50; ++i) session.pump();
  session.send(command::Pause{});
  session.pump();
  session.send(command::Run{});
  while (session.pump()) {
  }
  ASSERT_TRUE(session.latest(first_run)->events);
  EXPECT_EQ(*session.latest(first_run)->events, events_of(too_fast(), 120));
}

TEST(Narrator, ChangesNothingOfTheRun) {
  const auto end = run_of(too_fast(), 60);
  Trainer trainer(too_fast(), load_dataset(too_fast().data));
  for (int64_t i = 0; i < 60; ++i) EXPECT_EQ(end->curves.train_loss[i].value, trainer.step()) << i;
}

TEST(Narrator, GoesOnFromAMomentWithWhatWasSaidUntilThen) {
  Session session(Session::Threading::manual);
  session.send(command::KeepMoments{.bytes = 1 << 24, .every = 10});
  session.send(command::Start{.experiment = too_fast(), .run = true, .until = 120});
  while (session.pump()) {
  }
  const auto before = session.latest(first_run)->events;
  ASSERT_TRUE(before);
  const int64_t step = before->front().step + 10;
  session.send(command::Branch{.step = step, .experiment = too_fast()});
  while (session.pump()) {
  }
  const auto after = session.latest(first_run)->events;
  ASSERT_TRUE(after);
  for (const Event& event : *after) EXPECT_LE(event.step, step);
  EXPECT_EQ(after->front(), before->front());
}

TEST(Narrator, AnotherRunBeginsSilent) {
  Session session(Session::Threading::manual);
  session.send(command::Start{.experiment = too_fast(), .run = true, .until = 120});
  while (session.pump()) {
  }
  EXPECT_TRUE(session.latest(first_run)->events);
  session.send(command::Reset{});
  while (session.pump()) {
  }
  EXPECT_FALSE(session.latest(first_run)->events);
}

TEST(Event, IsTheSameAfterItWasWrittenAndRead) {
  const Event event{.step = 340,
                    .rule = "dead_units",
                    .tone = Event::Tone::error,
                    .sentence = make_issue("", "{} % of {} is dead", 88, "dense_2 \"<b>\""),
                    .panel = "signals",
                    .lesson = "initialization",
                    .offer = make_issue("", "Use a rate of {}", 0.01),
                    .changes = {{"optimizer.learning_rate", 0.01}, {"network[0].init", std::string("he")}}};
  EXPECT_EQ(parse_event(to_json(event), "here"), event);
  EXPECT_THROW(parse_event("[]", "here"), Error);
  EXPECT_THROW(parse_event("{\"step\": \"1\"}", "here"), Error);
  EXPECT_THROW(parse_event("{\"step\": 1, \"rule\": 2}", "here"), Error);
}

// The cost of a step: a few additions, and no memory. What is measured is measured rarely.
TEST(Narrator, LooksAtLayersLessAndLessOften) {
  Narrator narrator(too_fast(), {.blank = 2.3});
  int64_t looks = 0;
  for (int64_t step = 1; step <= 100'000; ++step) {
    narrator.step(step, 2.3 / static_cast<double>(step));
    if (!narrator.wants_signals(step)) continue;
    ++looks;
    const SignalsReading sound;
    narrator.measured({.step = step}, {.signals = &sound});
  }
  EXPECT_LT(looks, 70);
}

}  // namespace
}  // namespace saddle
