#pragma once

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "saddle/session.h"

// Runs, and what was said of them.
namespace saddle {

inline Node layer(std::string type, Properties properties = {}) {
  return {.name = {}, .type = std::move(type), .properties = std::move(properties)};
}

// A few hundred digits and a net of two hidden layers that learns them in seconds.
inline Experiment digits(std::vector<Node> network, Choice optimizer) {
  return {.name = "digits",
          .data = {"procedural_digits", {{"train", 500}, {"test", 200}}},
          .network = std::move(network),
          .loss = {"softmax_cross_entropy"},
          .optimizer = std::move(optimizer),
          .training = {{"batch_size", 50}, {"epochs", 60}, {"seed", 3}, {"threads", 1}, {"evaluate_every", 10}}};
}
inline std::vector<Node> plain_net(const Value& init = std::string("he"), const std::string& activation = "relu") {
  return {layer("dense", {{"units", 40}, {"init", init}}), layer(activation),
          layer("dense", {{"units", 30}, {"init", init}}), layer(activation),
          layer("dense", {{"units", 10}, {"init", init}})};
}

inline std::shared_ptr<const RunSnapshot> run_of(const Experiment& experiment, int64_t steps) {
  Session session(Session::Threading::manual);
  session.send(command::Start{.experiment = experiment, .run = true, .until = steps});
  while (session.pump()) {
  }
  return session.latest(first_run);
}

inline std::vector<Event> events_of(const Experiment& experiment, int64_t steps) {
  const auto end = run_of(experiment, steps);
  return end->events ? *end->events : std::vector<Event>();
}

inline const Event* find_event(const std::vector<Event>& events, std::string_view rule) {
  const auto found = std::ranges::find(events, rule, &Event::rule);
  return found == events.end() ? nullptr : &*found;
}

inline std::string all_of(const std::vector<Event>& events) {
  std::string text;
  for (const Event& event : events)
    text += "step " + std::to_string(event.step) + " " + event.rule + ": " + event.sentence.sentence() + "\n";
  return text;
}

}  // namespace saddle
