#include "nn/rank_exchange.h"

#include <algorithm>
#include <numeric>

#include "saddle/error.h"

namespace saddle {
namespace {

// Less than that goes into one message with other pieces, more by itself, without a copy.
constexpr int64_t large_piece = 64 << 10;

}  // namespace

void RankExchange::add(void* items, int64_t bytes_each, std::span<const int> bounds) {
  pieces_.push_back({static_cast<std::byte*>(items), bytes_each, bounds});
}

void RankExchange::gather() {
  const size_t size = static_cast<size_t>(ranks_->size());
  counts_.resize(size);
  std::erase_if(pieces_, [&](const Piece& piece) {
    const int64_t all = piece.begin(ranks_->size());
    if (all < large_piece) return false;
    for (size_t rank = 0; rank < size; ++rank) counts_[rank] = piece.bytes(static_cast<int>(rank));
    ranks_->allgatherv({piece.items, static_cast<size_t>(all)}, counts_);
    return true;
  });
  if (!pieces_.empty()) gather_together();
  pieces_.clear();
}

void RankExchange::gather_together() {
  int64_t all = 0;
  for (int rank = 0; rank < ranks_->size(); ++rank) {
    int64_t& count = counts_[static_cast<size_t>(rank)] = 0;
    for (const Piece& piece : pieces_) count += piece.bytes(rank);
    all += count;
  }
  packed_.resize(static_cast<size_t>(all));
  const auto each = [&](int from, int to, const auto& copy) {
    std::byte* at = packed_.data() + std::accumulate(counts_.begin(), counts_.begin() + from, int64_t{0});
    for (int rank = from; rank < to; ++rank) {
      for (const Piece& piece : pieces_) {
        copy(at, piece.items + piece.begin(rank), piece.bytes(rank), rank);
        at += piece.bytes(rank);
      }
    }
  };
  each(ranks_->rank(), ranks_->rank() + 1,
       [](std::byte* packed, const std::byte* items, int64_t bytes, int) { std::copy_n(items, bytes, packed); });
  ranks_->allgatherv(packed_, counts_);
  each(0, ranks_->size(), [&](const std::byte* packed, std::byte* items, int64_t bytes, int rank) {
    if (rank != ranks_->rank()) std::copy_n(packed, bytes, items);
  });
}

void RankExchange::take_over(int from, std::span<std::byte> numbers) {
  if (!ranks_->receive(from, numbers)) throw Error("", "rank 0 has ended in the midst of a step");
}

}  // namespace saddle
