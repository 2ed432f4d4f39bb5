#include "core/scratch.h"

#include <algorithm>
#include <cstdint>
#include <thread>

#include <gtest/gtest.h>

namespace saddle {
namespace {

struct Inner;
struct Outer;

// As a function that holds working memory while it calls another.
TEST(Scratch, DifferentOwnersNeverShareMemory) {
  float* const outer = scratch<Outer, float>(100);
  std::fill_n(outer, 100, 1.0f);
  float* const inner = scratch<Inner, float>(100);
  std::fill_n(inner, 100, 2.0f);
  scratch<Inner, float>(100000)[99999] = 3;
  for (int i = 0; i < 100; ++i) EXPECT_EQ(outer[i], 1.0f);
}

TEST(Scratch, AnOwnerGetsTheSameMemoryAgainUnlessItAsksForMore) {
  const auto get = [](int64_t count) { return scratch<Outer, float>(count); };
  float* const first = get(1000);
  EXPECT_EQ(get(1000), first);
  EXPECT_EQ(get(1), first);
  EXPECT_EQ(reinterpret_cast<uintptr_t>(get(1'000'000)) % 64, 0u);
}

TEST(Scratch, EachThreadHasItsOwn) {
  double* const mine = scratch<Outer, double>(10);
  double* other = nullptr;
  std::thread([&] { other = scratch<Outer, double>(10); }).join();
  EXPECT_NE(other, mine);
}

}  // namespace
}  // namespace saddle
