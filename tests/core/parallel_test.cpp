#include "core/parallel.h"

#include <atomic>
#include <chrono>
#include <stdexcept>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace saddle {
namespace {

TEST(Workers, DoEveryItemOnceRoundAfterRound) {
  Workers workers(4);
  EXPECT_EQ(workers.threads(), 4);
  for (int round = 0; round < 2000; ++round) {
    std::vector<int> done(37, 0);
    workers.run(37, [&](int item) { ++done[static_cast<size_t>(item)]; });
    ASSERT_EQ(done, std::vector<int>(37, 1));
  }
}

TEST(Workers, ThrowOnTheCallerWhatAnItemThrows) {
  Workers workers(3);
  std::atomic<int> done = 0;
  const auto body = [&](int item) {
    if (item == 5) throw std::runtime_error("five");
    ++done;
  };
  EXPECT_THROW(workers.run(10, body), std::runtime_error);
  EXPECT_EQ(done, 9);
  workers.run(3, [&](int) { ++done; });
  EXPECT_EQ(done, 12);
}

TEST(Workers, DoWhatLiesAsideOnceBesideTheRounds) {
  for (const int threads : {1, 2, 4}) {
    Workers workers(threads);
    for (int job = 0; job < 500; ++job) {
      std::vector<int> aside(23, 0), done(9, 0);
      const auto body = [&](int item) { ++aside[static_cast<size_t>(item)]; };
      workers.begin_background(23, body);
      for (int round = 0; round < 3; ++round) workers.run(9, [&](int item) { ++done[static_cast<size_t>(item)]; });
      workers.finish_background();
      ASSERT_EQ(done, std::vector<int>(9, 3)) << threads << " threads";
      ASSERT_EQ(aside, std::vector<int>(23, 1)) << threads << " threads";
    }
  }
}

TEST(Workers, HelpersDoWhatLiesAsideWhileTheCallerDoesOtherThings) {
  Workers workers(2);
  for (const bool asleep : {false, true}) {
    // Far longer than a helper looks for work before it sleeps.
    if (asleep) std::this_thread::sleep_for(std::chrono::milliseconds(200));
    std::atomic<int> done = 0;
    const auto body = [&](int) { ++done; };
    workers.begin_background(50, body);
    for (int i = 0; i < 10'000 && done < 50; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    EXPECT_EQ(done, 50);
    workers.finish_background();
  }
}

TEST(Workers, WhatIsDroppedIsNotBegunAnyMore) {
  Workers workers(3);
  for (int job = 0; job < 500; ++job) {
    std::atomic<int> done = 0;
    const auto body = [&](int) { ++done; };
    workers.begin_background(1000, body);
    workers.drop_background();
    const int before = done;
    workers.run(8, [](int) {});
    ASSERT_EQ(done, before);
  }
  Workers alone(1);
  bool begun = false;
  const auto body = [&](int) { begun = true; };
  alone.begin_background(3, body);
  alone.drop_background();
  alone.finish_background();
  EXPECT_FALSE(begun);
}

TEST(Workers, ThrowOnTheCallerWhatAnItemAsideThrows) {
  Workers workers(3);
  std::atomic<int> done = 0;
  const auto body = [&](int item) {
    if (item == 5) throw std::runtime_error("five");
    ++done;
  };
  workers.begin_background(10, body);
  workers.run(4, [](int) {});  // is not to blame
  EXPECT_THROW(workers.finish_background(), std::runtime_error);
  EXPECT_EQ(done, 9);
  std::atomic<bool> thrown = false;
  const auto fails = [&](int) {
    thrown = true;
    throw std::runtime_error("dropped");
  };
  workers.begin_background(1, fails);
  while (!thrown) std::this_thread::yield();
  workers.drop_background();
  workers.finish_background();  // of nothing: what was dropped is forgotten, with what it threw
}

}  // namespace
}  // namespace saddle
