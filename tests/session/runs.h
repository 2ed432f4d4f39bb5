#pragma once

#include <chrono>
#include <functional>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "saddle/session.h"
#include "saddle/trainer.h"

// What the tests of sessions share: a small experiment, and ways to wait for what becomes of it.
namespace saddle {

using namespace std::chrono_literals;

// Small enough for a step of some microseconds.
inline Experiment small() {
  Experiment experiment;
  experiment.data = {"procedural_digits", {{"train", 200}, {"test", 40}}};
  experiment.network = {{.name = {}, .type = "conv2d", .properties = {{"filters", 2}, {"kernel", 5}, {"stride", 2}}},
                        {.name = {}, .type = "relu"},
                        {.name = {}, .type = "dense", .properties = {{"units", 10}}}};
  experiment.optimizer = {"sgd", {{"learning_rate", 0.05}}};
  experiment.training = {{"batch_size", 10}, {"epochs", 2}, {"seed", 7}, {"threads", 1}, {"evaluate_every", 10}};
  return experiment;
}

inline constexpr int small_steps = 40;

// Looks at the snapshots until one is as wanted.
inline std::shared_ptr<const RunSnapshot> wait_for(const Session& session,
                                                   const std::function<bool(const RunSnapshot&)>& wanted,
                                                   RunId run = first_run) {
  const auto end = std::chrono::steady_clock::now() + 60s;
  while (std::chrono::steady_clock::now() < end) {
    if (auto now = session.latest(run); wanted(*now)) return now;
    std::this_thread::sleep_for(1ms);
  }
  ADD_FAILURE() << "waited for a minute; status " << name_of(session.latest(run)->status);
  return session.latest(run);
}

inline std::function<bool(const RunSnapshot&)> is(Status status) {
  return [status](const RunSnapshot& now) { return now.status == status; };
}

inline std::vector<double> losses(const RunSnapshot& snapshot) {
  std::vector<double> all;
  for (int64_t i = 0; i < snapshot.curves.train_loss.size(); ++i) all.push_back(snapshot.curves.train_loss[i].value);
  return all;
}

inline std::vector<double> losses_without_a_session(const Experiment& experiment, int steps) {
  Trainer trainer(experiment, load_dataset(experiment.data, {}));
  std::vector<double> all;
  for (int i = 0; i < steps; ++i) all.push_back(trainer.step());
  return all;
}

inline void pump_all(Session& session) {
  while (session.pump()) {
  }
}

// Why the command was not done.
inline Issue refusal_of(const Session& session, Ticket ticket, RunId run = first_run) {
  const auto reply = session.latest(run)->reply(ticket);
  EXPECT_TRUE(reply) << "it was not obeyed";
  if (!reply) return {};
  EXPECT_EQ(reply->ticket, ticket);
  EXPECT_TRUE(reply->refusal) << "it was done";
  return reply->refusal.value_or(Issue());
}

}  // namespace saddle
