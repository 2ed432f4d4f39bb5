// One run without a thread or a session around it: what it does when it is told to, and what it tells.
#include "session/run.h"

#include <algorithm>
#include <functional>
#include <new>
#include <stdexcept>

#include <gtest/gtest.h>

#include "runs.h"
#include "saddle/thread_safety.h"

namespace saddle {
namespace {

class Driver final : public RunDriver {
 public:
  void publish() override { ++published; }
  bool attend(Run& run) override { return attended(run); }
  std::shared_ptr<const Dataset> load(const Run&, const Experiment& experiment,
                                      const std::filesystem::path& directory) override {
    return load_dataset(experiment.data, directory);
  }

  int published = 0;
  std::function<bool(Run&)> attended = [](Run&) { return true; };
};

// testing::Test has a Run of its own, so that ours goes by its full name here.
class RunAlone : public testing::Test {
 protected:
  Driver driver;
  ThreadPool threads;
  saddle::Run run{first_run, driver, threads};
  uint64_t sent = 0;

  void send(Command command) { run.obey(std::move(command), Ticket{++sent}); }
};

TEST_F(RunAlone, ASnapshotWaitsForNoProbeAndEachIsMeasuredByItself) {
  send(command::Watch{{{.type = "filters"}, {.type = "signals"}, {.type = "confusion"}}});
  send(command::Start{.experiment = small(), .run = true});
  run.step();
  EXPECT_EQ(run.snapshot()->steps, 1);
  EXPECT_TRUE(run.snapshot()->readings.empty());
  for (size_t measured = 1; measured <= 3; ++measured) {
    EXPECT_TRUE(run.measure_one(true));
    EXPECT_EQ(run.snapshot()->readings.size(), measured);
  }
}

TEST_F(RunAlone, WhileItTrainsAReadingIsMeasuredOnceForASnapshot) {
  send(command::Watch{{{.type = "filters"}, {.type = "weights"}}});
  send(command::Start{.experiment = small(), .run = true});
  run.step();
  EXPECT_TRUE(run.measure_one(true));
  EXPECT_TRUE(run.measure_one(true));
  run.step();
  EXPECT_FALSE(run.measure_one(true)) << "nobody has seen the ones before";
  run.snapshot();
  std::this_thread::sleep_for(1s);  // a reading takes some microseconds: far more than its share of the time has passed
  EXPECT_TRUE(run.measure_one(true));
}

TEST_F(RunAlone, TellsThatItLoadsBeforeItDoes) {
  send(command::Start{.experiment = small()});
  EXPECT_EQ(driver.published, 1);
  EXPECT_EQ(run.snapshot()->status, Status::ready);
}

TEST_F(RunAlone, AnEvaluationThatIsDroppedLeavesNoPoint) {
  send(command::Start{.experiment = small(), .run = true});
  driver.attended = [](saddle::Run&) { return false; };
  run.step();
  EXPECT_EQ(run.snapshot()->curves.train_loss.size(), 1);
  EXPECT_TRUE(run.snapshot()->curves.test_loss.empty());
  EXPECT_TRUE(run.snapshot()->curves.train_accuracy.empty());
}

TEST_F(RunAlone, WhateverIsThrownInTheMidstOfAStepBecomesItsIssue) {
  const auto after = [&](std::function<bool(saddle::Run&)> attended) {
    driver.attended = [](saddle::Run&) { return true; };
    send(command::Start{.experiment = small(), .run = true});
    driver.attended = std::move(attended);
    run.step();
    EXPECT_EQ(run.snapshot()->status, Status::failed);
    return run.snapshot()->issue.value_or(Issue());
  };
  EXPECT_EQ(after([](saddle::Run&) -> bool { throw std::bad_alloc(); }).where, "network");
  EXPECT_EQ(after([](saddle::Run&) -> bool { throw std::out_of_range("at the edge"); }).text(), "at the edge");
  EXPECT_NE(after([](saddle::Run&) -> bool { throw 42; }).text().find("something unexpected"), std::string::npos);
}

TEST_F(RunAlone, RemembersSoManyRepliesAndNoMore) {
  for (int i = 0; i < 100; ++i) send(command::Save{"/dev/null/model.npz"});
  EXPECT_EQ(run.snapshot()->replies.size(), 64u);
  EXPECT_EQ(run.snapshot()->answered, Ticket{100});
  EXPECT_TRUE(run.snapshot()->reply(Ticket{100})->refusal);
}

// On the worker: what a command has done is shown before anything is measured of it.
TEST(SessionPublishing, ShowsAnAnswerBeforeItMeasures) {
  Mutex mutex;
  std::vector<std::shared_ptr<const RunSnapshot>> seen;
  const Session* known = nullptr;
  Session session(Session::Threading::worker, [&] {
    const MutexLock lock(mutex);
    if (known) seen.push_back(known->latest(first_run));
  });
  session.send(command::Start{.experiment = small()});
  wait_for(session, is(Status::ready));
  {
    const MutexLock lock(mutex);
    known = &session;
  }
  const Probe filters{.type = "filters"};
  const Ticket watch = session.send(command::Watch{{filters}});
  wait_for(session, [&](const RunSnapshot& now) { return now.reading(filters) != nullptr; });
  const MutexLock lock(mutex);
  known = nullptr;
  const auto answer =
      std::find_if(seen.begin(), seen.end(), [&](const auto& snapshot) { return snapshot->answered >= watch; });
  ASSERT_NE(answer, seen.end());
  EXPECT_FALSE((*answer)->reading(filters));
}

}  // namespace
}  // namespace saddle
