#pragma once

#include <cstdint>
#include <vector>

#include "core/parallel.h"
#include "nn/network.h"
#include "train/optimizer.h"

namespace saddle {

// All parameters of a network in pieces of a fixed size, for threads to share out what is done to each number by
// itself.
class ParameterPieces {
 public:
  // The network must live longer.
  explicit ParameterPieces(const Network<float>& network);

  bool gradient_is_finite(Workers& workers) const;
  // Of what is not frozen.
  void update(Optimizer<float>& optimizer, double rate, Workers& workers) const;

 private:
  struct Piece {
    size_t param;
    int64_t first, count;
  };

  const Network<float>& network_;
  std::vector<Piece> pieces_;
};

// The same on this thread alone.
void update_parameters(const Network<float>& network, Optimizer<float>& optimizer, double rate);

}  // namespace saddle
