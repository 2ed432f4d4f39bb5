#include "core/memory.h"

#include <cstdint>
#include <cstring>
#include <vector>

#include <gtest/gtest.h>

namespace saddle {
namespace {

TEST(Memory, IsAlignedAndWhollyUsableWhateverItsSize) {
  for (const size_t bytes : {size_t{1}, size_t{4096}, (size_t{1} << 20) - 1, size_t{1} << 20, (size_t{5} << 20) + 7}) {
    const auto memory = allocate(bytes);
    EXPECT_EQ(reinterpret_cast<uintptr_t>(memory.get()) % 64, 0u) << bytes;
    std::memset(memory.get(), 0x5a, bytes);
    EXPECT_EQ(memory[bytes - 1], std::byte{0x5a});
  }
}

// Half a huge page and more begins one of its own; less does not waste one.
TEST(Memory, GivesHugePagesToWhatFillsThem) {
  constexpr size_t page = size_t{2} << 20;
  const auto large = allocate(page);
  EXPECT_EQ(reinterpret_cast<uintptr_t>(large.get()) % page, 0u);
  EXPECT_EQ(static_cast<size_t>(large.get_deleter().alignment), page);
  EXPECT_EQ(static_cast<size_t>(allocate(page / 2 - 1).get_deleter().alignment), 64u);
}

TEST(Memory, KeepsWhatItHoldsWhenItsPagesBecomeHuge) {
  std::vector<uint32_t> values(5'000'000);
  for (size_t i = 0; i < values.size(); ++i) values[i] = static_cast<uint32_t>(i * 2654435761u);
  prefer_huge_pages(values.data(), values.size() * sizeof values[0]);
  for (size_t i = 0; i < values.size(); ++i) ASSERT_EQ(values[i], static_cast<uint32_t>(i * 2654435761u)) << i;
  prefer_huge_pages(values.data(), 1000);  // less than a page: nothing to do
  prefer_huge_pages(nullptr, 0);
}

}  // namespace
}  // namespace saddle
