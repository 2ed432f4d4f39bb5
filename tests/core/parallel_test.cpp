#include "core/parallel.h"

#include <atomic>
#include <stdexcept>
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

}  // namespace
}  // namespace saddle
