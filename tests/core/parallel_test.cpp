#include "core/parallel.h"

#include <atomic>
#include <chrono>
#include <stdexcept>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "saddle/thread_pool.h"

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
    Workers::BackgroundJob job;
    for (int repeat = 0; repeat < 500; ++repeat) {
      std::vector<int> aside(23, 0), done(9, 0);
      const auto body = [&](int item) { ++aside[static_cast<size_t>(item)]; };
      workers.begin_background(job, 23, body);
      for (int round = 0; round < 3; ++round) workers.run(9, [&](int item) { ++done[static_cast<size_t>(item)]; });
      workers.finish_background(job);
      ASSERT_EQ(done, std::vector<int>(9, 3)) << threads << " threads";
      ASSERT_EQ(aside, std::vector<int>(23, 1)) << threads << " threads";
    }
  }
}

TEST(Workers, HelpersDoWhatLiesAsideWhileTheCallerDoesOtherThings) {
  Workers workers(2);
  Workers::BackgroundJob job;
  for (const bool asleep : {false, true}) {
    // Far longer than a helper looks for work before it sleeps.
    if (asleep) std::this_thread::sleep_for(std::chrono::milliseconds(200));
    std::atomic<int> done = 0;
    const auto body = [&](int) { ++done; };
    workers.begin_background(job, 50, body);
    for (int i = 0; i < 10'000 && done < 50; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    EXPECT_EQ(done, 50);
    workers.finish_background(job);
  }
}

TEST(Workers, WhatIsDroppedIsNotBegunAnyMore) {
  Workers workers(3);
  Workers::BackgroundJob job;
  for (int round = 0; round < 500; ++round) {
    std::atomic<int> done = 0;
    const auto body = [&](int) { ++done; };
    workers.begin_background(job, 1000, body);
    workers.drop_background(job);
    const int before = done;
    workers.run(8, [](int) {});
    ASSERT_EQ(done, before);
  }
  Workers alone(1);
  bool begun = false;
  const auto body = [&](int) { begun = true; };
  alone.begin_background(job, 3, body);
  alone.drop_background(job);
  alone.finish_background(job);
  EXPECT_FALSE(begun);
}

TEST(Workers, ThrowOnTheCallerWhatAnItemAsideThrows) {
  Workers workers(3);
  std::atomic<int> done = 0;
  const auto body = [&](int item) {
    if (item == 5) throw std::runtime_error("five");
    ++done;
  };
  Workers::BackgroundJob job;
  workers.begin_background(job, 10, body);
  workers.run(4, [](int) {});  // is not to blame
  EXPECT_THROW(workers.finish_background(job), std::runtime_error);
  EXPECT_EQ(done, 9);
  std::atomic<bool> thrown = false;
  const auto fails = [&](int) {
    thrown = true;
    throw std::runtime_error("dropped");
  };
  workers.begin_background(job, 1, fails);
  while (!thrown) std::this_thread::yield();
  workers.drop_background(job);
  workers.finish_background(job);  // of nothing: what was dropped is forgotten, with what it threw
}

TEST(Workers, DoTheJobsAsideOfSeveralBorrowersAndGiveEachItsOwnFailure) {
  for (const int threads : {1, 3}) {
    Workers workers(threads);
    for (int repeat = 0; repeat < 200; ++repeat) {
      std::vector<int> first(23, 0), second(17, 0);
      const auto fails = [&](int item) {
        if (++first[static_cast<size_t>(item)] == 1 && item == 5) throw std::runtime_error("five");
      };
      const auto body = [&](int item) { ++second[static_cast<size_t>(item)]; };
      Workers::BackgroundJob failing, fine;
      workers.begin_background(failing, 23, fails);
      workers.begin_background(fine, 17, body);  // has the threads: the first is done before
      ASSERT_EQ(first, std::vector<int>(23, 1));
      workers.finish_background(fine);
      ASSERT_EQ(second, std::vector<int>(17, 1));
      EXPECT_THROW(workers.finish_background(failing), std::runtime_error);
      workers.finish_background(failing);  // of nothing
    }
  }
}

TEST(Workers, DroppingOneBorrowersJobLeavesTheOthersAlone) {
  Workers workers(2);
  std::vector<int> done(50, 0);
  const auto body = [&](int item) { ++done[static_cast<size_t>(item)]; };
  Workers::BackgroundJob mine, theirs;
  workers.begin_background(theirs, 50, body);
  workers.drop_background(mine);
  workers.finish_background(mine);
  workers.finish_background(theirs);
  EXPECT_EQ(done, std::vector<int>(50, 1));
}

TEST(ThreadPool, LendsTheSameThreadsToAllWhoAskForAsManyAndEndsThemWithTheLast) {
  ThreadPool pool;
  auto first = pool.workers(3);
  EXPECT_EQ(first->threads(), 3);
  EXPECT_EQ(pool.workers(3), first);
  EXPECT_NE(pool.workers(2), first);
  EXPECT_EQ(pool.workers(0)->threads(), thread_count(0));
  const std::weak_ptr<Workers> known = first;
  first.reset();
  EXPECT_TRUE(known.expired());
}

}  // namespace
}  // namespace saddle
