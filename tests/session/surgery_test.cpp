// What is done by hand to the layers of a run, between two of its steps.
#include "saddle/surgery.h"

#include <gtest/gtest.h>

#include "runs.h"
#include "saddle/model.h"

namespace saddle {
namespace {

std::vector<float> outputs(Session& session, const Probe& probe) {
  session.send(command::Watch{{probe}});
  pump_all(session);
  const auto* prediction = content_of<PredictionReading>(session.latest(first_run)->reading(probe));
  return prediction ? prediction->outputs : std::vector<float>();
}

Probe asked() {
  return {.type = "prediction", .node = {}, .input = std::make_shared<const std::vector<float>>(28 * 28, 0.6f)};
}

TEST(Surgery, WhatIsShownIsOfTheLayersAsTheyAreNow) {
  Session session(Session::Threading::manual);
  session.send(command::Start{.experiment = small()});
  pump_all(session);
  const std::vector<float> whole = outputs(session, asked());
  session.send(command::Tune{"network[0].pinned", std::string("0=2")});
  pump_all(session);
  EXPECT_EQ(pinned_of(session.latest(first_run)->experiment->network[0].properties), (Pinned{{0, 2.0}}));
  EXPECT_NE(outputs(session, asked()), whole);
  session.send(command::Tune{"network[0].pinned", std::string()});
  EXPECT_EQ(outputs(session, asked()), whole);
}

TEST(Surgery, WhatCannotBeIsRefused) {
  Session session(Session::Threading::manual);
  session.send(command::Start{.experiment = small()});
  pump_all(session);
  const Ticket ticket = session.send(command::Tune{"network[0].pinned", std::string("9999")});
  pump_all(session);
  EXPECT_EQ(refusal_of(session, ticket).where, "network[0].pinned");
  EXPECT_TRUE(pinned_of(session.latest(first_run)->experiment->network[0].properties).empty());
}

// Each moment knows the experiment as it was then.
TEST(Surgery, ThePastIsSeenAsItWasOperatedOnThen) {
  Session session(Session::Threading::manual);
  session.send(command::KeepMoments{.bytes = 64 << 20, .every = 1});
  session.send(command::Start{.experiment = small()});
  pump_all(session);
  const std::vector<float> before = outputs(session, asked());
  session.send(command::Step{.count = 1});
  pump_all(session);
  session.send(command::Tune{"network[0].pinned", std::string("0=2")});
  session.send(command::Step{.count = 1});
  pump_all(session);
  const std::vector<float> after = outputs(session, asked());
  session.send(command::LookBack{0});
  EXPECT_EQ(outputs(session, asked()), before);
  session.send(command::LookBack{2});
  EXPECT_EQ(outputs(session, asked()), after);
  session.send(command::LookBack{0});
  EXPECT_EQ(outputs(session, asked()), before);
}

}  // namespace
}  // namespace saddle
