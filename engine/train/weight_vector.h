#pragma once

#include <cstdint>
#include <vector>

#include "train/moment.h"

namespace saddle {

// All that training moves, at a step: a moment without the optimizer's memory, and without running statistics, whose
// places are empty. Blocks that equal those of `before`, bit for bit, are shared with it.
Moment weights_at(int64_t step, const Network<float>& network, const Moment& before = {});

// The blocks of a moment as one vector, in the order of the network's parameters. The moment must live longer.
class WeightVector {
 public:
  explicit WeightVector(const Moment& moment);

  int64_t size() const { return size_; }
  // The numbers from `first` on: `count` of them, which lie in their block or, where a block ends among them, are
  // gathered in `room`.
  const float* part(int64_t first, int64_t count, float* room) const;
  std::vector<float> copy() const;

 private:
  struct Piece {
    int64_t first, size;
    const float* numbers;
  };
  std::vector<Piece> pieces_;
  int64_t size_ = 0;
};

}  // namespace saddle
