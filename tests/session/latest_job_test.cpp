// The newest of many orders, done by a worker.
#include "saddle/latest_job.h"

#include <condition_variable>
#include <mutex>
#include <new>
#include <stdexcept>
#include <vector>

#include <gtest/gtest.h>

namespace saddle {
namespace {

using Job = LatestJob<int, int>;

void no_wake() {}

TEST(LatestJob, HasAResultOfNoOrderBeforeTheFirst) {
  Job job(
      false, [](const int&, Job::Progress&) {}, no_wake);
  EXPECT_EQ(job.latest()->order, 0u);
  EXPECT_FALSE(job.latest()->complete);
  EXPECT_FALSE(job.pump());
}

TEST(LatestJob, PublishesPartsAndThenTheWhole) {
  std::vector<std::pair<int, bool>> seen;
  Job* self = nullptr;
  Job job(
      false,
      [](const int& order, Job::Progress& progress) {
        progress.publish(order);
        progress.publish(2 * order);
      },
      [&] {
        seen.push_back({self->latest()->product, self->latest()->complete});
      });
  self = &job;
  EXPECT_EQ(job.send(21), 1u);
  EXPECT_TRUE(job.pump());
  EXPECT_EQ(seen, (std::vector<std::pair<int, bool>>{{21, false}, {42, false}, {42, true}}));
  EXPECT_EQ(job.latest()->order, 1u);
}

TEST(LatestJob, DoesTheNewestOrderAlone) {
  std::vector<int> done;
  Job job(
      false,
      [&](const int& order, Job::Progress& progress) {
        done.push_back(order);
        progress.publish(order);
      },
      no_wake);
  for (const int order : {1, 2, 3}) job.send(order);
  EXPECT_TRUE(job.pump());
  EXPECT_FALSE(job.pump());
  EXPECT_EQ(done, std::vector<int>{3});
  EXPECT_EQ(job.latest()->order, 3u);
}

TEST(LatestJob, AnOrderCancelsWhatIsUnderWayAndNothingOfThatIsCalledComplete) {
  std::vector<bool> canceled;
  Job* self = nullptr;
  Job job(
      false,
      [&](const int& order, Job::Progress& progress) {
        progress.publish(order);
        if (order == 1) self->send(2);
        canceled.push_back(progress.canceled());
        EXPECT_EQ(progress.flag().load(), progress.canceled());
      },
      no_wake);
  self = &job;
  job.send(1);
  job.pump();
  EXPECT_EQ(job.latest()->product, 1);
  EXPECT_FALSE(job.latest()->complete);
  job.pump();
  EXPECT_EQ(job.latest()->product, 2);
  EXPECT_TRUE(job.latest()->complete);
  EXPECT_EQ(canceled, (std::vector<bool>{true, false}));
}

TEST(LatestJob, WaitsForWhatWasOrderedLastUntilThatIsCompleteOrCanceled) {
  Job* self = nullptr;
  bool waited = false;
  Job job(
      false,
      [&](const int& order, Job::Progress& progress) {
        progress.publish(order);
        waited = self->waiting();  // a part is not the whole
        if (order < 0) throw std::runtime_error("no");
      },
      no_wake);
  self = &job;
  EXPECT_FALSE(job.waiting());
  for (const int order : {1, -1}) {
    job.send(order);
    EXPECT_TRUE(job.waiting());
    job.pump();
    EXPECT_TRUE(waited);
    EXPECT_FALSE(job.waiting()) << order;
  }
  job.send(3);
  job.send(4);
  job.pump();
  EXPECT_FALSE(job.waiting());
  job.send(5);
  job.cancel();
  EXPECT_FALSE(job.waiting());
}

TEST(LatestJob, CancelForgetsTheOrderThatWaits) {
  Job job(
      false, [](const int& order, Job::Progress& progress) { progress.publish(order); }, no_wake);
  job.send(1);
  job.cancel();
  EXPECT_FALSE(job.pump());
  EXPECT_EQ(job.latest()->order, 0u);
  job.send(2);
  EXPECT_TRUE(job.pump());
  EXPECT_TRUE(job.latest()->complete) << "an order after that is done as any other";
}

TEST(LatestJob, WhateverIsThrownBecomesAResultAndTheNextOrderIsDone) {
  Job job(
      false,
      [](const int& order, Job::Progress& progress) {
        progress.publish(order);
        if (order == 1) throw Error("formula", "expected a number, got {}", "x");
        if (order == 2) throw std::bad_alloc();
        if (order == 3) throw std::runtime_error("the wind blows");
        if (order == 4) throw 4;
      },
      no_wake);
  const auto failure_of = [&](int order) {
    job.send(order);
    job.pump();
    EXPECT_TRUE(job.latest()->complete);
    EXPECT_EQ(job.latest()->product, order) << "what was published before it stays";
    return job.latest()->failure;
  };
  EXPECT_EQ(failure_of(1), make_issue("formula", "expected a number, got {}", "x"));
  EXPECT_NE(failure_of(2)->text().find("memory"), std::string::npos);
  EXPECT_EQ(failure_of(3)->text(), "the wind blows");
  EXPECT_FALSE(failure_of(4)->text().empty());
  EXPECT_EQ(failure_of(5), std::nullopt);
}

TEST(LatestJob, OnAThreadItEndsUpWithTheNewestOrderAndEndsInTheMiddleOfOne) {
  std::mutex mutex;
  std::condition_variable woken;
  int wakes = 0;
  Job job(
      true,
      [](const int& order, Job::Progress& progress) {
        progress.publish(order);
        while (order < 0 && !progress.canceled()) std::this_thread::yield();
      },
      [&] {
        const std::lock_guard lock(mutex);
        ++wakes;
        woken.notify_one();
      });
  uint64_t last = 0;
  for (int order = -1; order > -20; --order) last = job.send(order);
  last = job.send(7);
  std::unique_lock lock(mutex);
  ASSERT_TRUE(woken.wait_for(lock, std::chrono::seconds(60),
                             [&] { return job.latest()->order == last && job.latest()->complete; }));
  EXPECT_EQ(job.latest()->product, 7);
  EXPECT_GE(wakes, 2);
  lock.unlock();
  job.send(-1);  // goes on until the job ends, which it does here
}

}  // namespace
}  // namespace saddle
