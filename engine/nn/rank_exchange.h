#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "saddle/communicator.h"

namespace saddle {

// What the ranks of a communicator exchange in a pass that they share.
class RankExchange {
 public:
  explicit RankExchange(Communicator& ranks) : ranks_(&ranks) {}  // which lives longer

  // Items that lie one after the other, so many bytes each, of which rank r has computed those from bounds[r] up to
  // bounds[r + 1]. Both live until gather().
  void add(void* items, int64_t bytes_each, std::span<const int> bounds);
  // Every rank has all items of all that was added.
  void gather();

  // From one rank to another, and from one to all.
  void pass_on(int to, std::span<const std::byte> numbers) { ranks_->send(to, numbers); }
  void take_over(int from, std::span<std::byte> numbers);
  void spread(int from, std::span<std::byte> numbers) { ranks_->bcast(numbers, from); }

 private:
  struct Piece {
    std::byte* items;
    int64_t bytes_each;
    std::span<const int> bounds;
    int64_t begin(int rank) const { return bytes_each * bounds[static_cast<size_t>(rank)]; }
    int64_t bytes(int rank) const { return begin(rank + 1) - begin(rank); }
  };

  void gather_together();

  Communicator* ranks_;
  std::vector<Piece> pieces_;
  std::vector<int64_t> counts_;
  std::vector<std::byte> packed_;
};

}  // namespace saddle
