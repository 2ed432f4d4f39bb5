// A race is checked, begun and ended beside the window's thread.
#include "labs/compare/study_watch.h"

#include <chrono>
#include <thread>

#include <gtest/gtest.h>

#include "saddle/study_runner.h"

namespace saddle::app {
namespace {

using namespace std::chrono_literals;

// Ninety thousand experiments, which take their time to be looked at.
Study of_many() {
  Study study;
  study.base.data = {"moons", {{"train", 200}, {"test", 100}}};
  study.base.network = {{.name = {}, .type = "dense", .properties = {{"units", 2}}}};
  study.base.optimizer = {"sgd", {{"learning_rate", 0.1}}};
  study.axes = {{"optimizer.learning_rate", {}}, {"optimizer.weight_decay", {}}};
  for (int i = 1; i <= 300; ++i) {
    study.axes[0].values.emplace_back(0.001 * i);
    study.axes[1].values.emplace_back(0.0001 * i);
  }
  return study;
}

void follow(StudyWatch& watch, const auto& until) {
  const auto end = std::chrono::steady_clock::now() + 120s;
  while (!until() && std::chrono::steady_clock::now() < end) {
    watch.follow({}, 0);
    watch.pump();
    std::this_thread::sleep_for(1ms);
  }
  EXPECT_TRUE(until());
}

TEST(StudyWatch, StopEndsTheCheckingAndNothingBegins) {
  StudyWatch watch(false, [] {});
  watch.start(of_many(), {});
  EXPECT_TRUE(watch.beginning());
  watch.stop();
  EXPECT_TRUE(watch.stopping());
  follow(watch, [&] { return !watch.running(); });
  EXPECT_EQ(watch.study(), nullptr) << "it was checked to its end";
  EXPECT_FALSE(watch.failure()) << watch.failure()->text();
}

TEST(StudyWatch, WhatWasRacedBeforeStaysWhereTheNextIsStoppedAtItsStart) {
  StudyWatch watch(false, [] {});
  Study study = of_many();
  study.axes = {{"optimizer.learning_rate", {0.1, 0.2}}};
  study.steps = 5;
  watch.start(study, {});
  follow(watch, [&] { return !watch.running() && watch.view(); });
  watch.start(of_many(), {});
  watch.stop();
  follow(watch, [&] { return !watch.running(); });
  ASSERT_TRUE(watch.study());
  EXPECT_EQ(*watch.study(), study);
  EXPECT_TRUE(watch.view());
}

}  // namespace
}  // namespace saddle::app
