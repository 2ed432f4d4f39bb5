#include "saddle/index.h"

#include <type_traits>
#include <vector>

#include <gtest/gtest.h>

#include "saddle/plan.h"

namespace saddle {
namespace {

template <class List, class Position>
concept CanLookUp = requires(List list, Position at) {
  list[at];
};

TEST(Index, PositionsInDifferentListsDoNotMix) {
  static_assert(!std::is_constructible_v<StepIndex, NodeIndex> && !std::is_constructible_v<NodeIndex, StepIndex>);
  static_assert(!std::is_convertible_v<int, StepIndex> && !std::is_convertible_v<StepIndex, int>);
  static_assert(std::is_constructible_v<StepIndex, int> && std::is_constructible_v<int, StepIndex>);
  using Steps = IndexedVector<StepIndex, int>;
  static_assert(CanLookUp<Steps, StepIndex> && !CanLookUp<Steps, NodeIndex> && !CanLookUp<Steps, int>);
}

std::vector<int> numbers(const IndexRange<StepIndex>& range) {
  std::vector<int> found;
  for (const StepIndex step : range) found.push_back(static_cast<int>(step));
  return found;
}

TEST(Index, ARangeGoesThroughItsPositionsInBothOrders) {
  const IndexedVector<StepIndex, char> list(3);
  EXPECT_EQ(numbers(list.indices()), (std::vector{0, 1, 2}));
  EXPECT_EQ(numbers(list.indices().reversed()), (std::vector{2, 1, 0}));
  EXPECT_EQ(numbers(list.indices().reversed().reversed()), (std::vector{0, 1, 2}));
  EXPECT_EQ(numbers({StepIndex(1), StepIndex(3)}), (std::vector{1, 2}));
  EXPECT_TRUE(numbers({StepIndex(2), StepIndex(2)}).empty());
  EXPECT_TRUE(numbers(IndexRange(StepIndex(2), StepIndex(2)).reversed()).empty());
  EXPECT_EQ(list.end_index() - 1, StepIndex(2));
  EXPECT_EQ(StepIndex(2) + 3, StepIndex(5));
}

}  // namespace
}  // namespace saddle
