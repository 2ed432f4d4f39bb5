#include "train/weight_vector.h"

#include <algorithm>
#include <cassert>

namespace saddle {

Moment weights_at(int64_t step, const Network<float>& network, const Moment& before) {
  Moment moment = capture(network, nullptr, step, before);
  const auto params = network.params();
  for (size_t i = 0; i < params.size(); ++i) {
    if (params[i]->spec.role == Role::statistic) moment.parameters[i].reset();
  }
  return moment;
}

WeightVector::WeightVector(const Moment& moment) {
  for (const BlockPointer& block : moment.parameters) {
    if (!block || block->size() == 0) continue;
    pieces_.push_back({size_, block->size(), block->data()});
    size_ += block->size();
  }
}

const float* WeightVector::part(int64_t first, int64_t count, float* room) const {
  assert(first >= 0 && count > 0 && first + count <= size_);
  auto piece = std::prev(std::ranges::upper_bound(pieces_, first, {}, &Piece::first));
  int64_t offset = first - piece->first;
  if (offset + count <= piece->size) return piece->numbers + offset;
  float* end = room;
  for (int64_t left = count; left > 0; ++piece, offset = 0) {
    const int64_t here = std::min(left, piece->size - offset);
    end = std::copy_n(piece->numbers + offset, here, end);
    left -= here;
  }
  return room;
}

std::vector<float> WeightVector::copy() const {
  std::vector<float> numbers;
  numbers.reserve(static_cast<size_t>(size_));
  for (const Piece& piece : pieces_) numbers.insert(numbers.end(), piece.numbers, piece.numbers + piece.size);
  return numbers;
}

}  // namespace saddle
