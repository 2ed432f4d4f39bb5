#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/parallel.h"
#include "nn/layer.h"
#include "train/optimizer.h"

namespace saddle {

// All parameters of a network in pieces of a fixed size, for threads to share out what is done to each number by
// itself.
class ParameterPieces {
 public:
  explicit ParameterPieces(std::span<Param<float>* const> params);

  bool gradient_is_finite(Workers& workers) const;
  void update(Optimizer<float>& optimizer, double rate, Workers& workers) const;

 private:
  struct Piece {
    size_t param;
    int64_t first, count;
  };

  std::span<Param<float>* const> params_;
  std::vector<Piece> pieces_;
};

}  // namespace saddle
