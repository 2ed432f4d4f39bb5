#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <thread>

#include <gtest/gtest.h>

#include "saddle/experiment_file.h"
#include "saddle/study_runner.h"

namespace saddle {

inline Experiment preset(const std::string& name) {
  return load_experiment(std::string(SADDLE_ASSETS "/presets/") + name + ".json");
}

// A net of a few hundred weights that has learned something after a hundred steps.
inline Experiment small_experiment() {
  Experiment experiment;
  experiment.data = {"moons", {{"train", 200}, {"test", 100}, {"validation", 60}}};
  experiment.network = {{.name = {}, .type = "dense", .properties = {{"units", 16}}},
                        {.name = {}, .type = "relu"},
                        {.name = {}, .type = "dense", .properties = {{"units", 8}}},
                        {.name = {}, .type = "tanh"},
                        {.name = {}, .type = "dense", .properties = {{"units", 2}}}};
  experiment.optimizer = {"sgd", {{"learning_rate", 0.1}}};
  experiment.training = {{"batch_size", 20}, {"epochs", 6}, {"evaluate_every", 10}};
  return experiment;
}

inline std::shared_ptr<const StudySnapshot> finished(StudyRunner& runner) {
  while (!runner.latest()->done) std::this_thread::sleep_for(std::chrono::milliseconds(2));
  return runner.latest();
}

inline void expect_same_curve(const Curve& a, const Curve& b, std::string_view name) {
  ASSERT_EQ(a.size(), b.size()) << name;
  for (int64_t i = 0; i < a.size(); ++i) {
    ASSERT_EQ(a[i].step, b[i].step) << name;
    ASSERT_EQ(a[i].value, b[i].value) << name << " after step " << a[i].step;
  }
}

}  // namespace saddle
