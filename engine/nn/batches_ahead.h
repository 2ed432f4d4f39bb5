#pragma once

#include <cstdint>

#include "core/parallel.h"
#include "core/tensor.h"
#include "nn/batches.h"
#include "nn/network.h"
#include "nn/target_batch.h"

namespace saddle {

// The batches of a training, each gathered and varied while the step before it runs, by those threads that have nothing
// else to do: none of them is kept from the step, and with one thread it is done between the steps. A batch is the same
// whoever made it, and when.
class BatchesAhead {
 public:
  // Both must live longer.
  BatchesAhead(Batches& batches, Workers& workers);
  ~BatchesAhead() { forget(); }
  BatchesAhead(const BatchesAhead&) = delete;
  BatchesAhead& operator=(const BatchesAhead&) = delete;

  // Puts the batch of `step` into the network and what should come out into `targets`, and begins that of the next
  // step. Returns the number of samples.
  int take(int64_t step, Network<float>& network, TargetBatch<float>& targets);
  // To be called before the batches change: what was made ahead is void.
  void forget();

 private:
  struct Piece {  // of the batch, for one thread at a time
    BatchesAhead* all;
    void operator()(int number) const;
  };

  void prepare(int64_t step);
  int pieces() const { return (count_ + piece_ - 1) / piece_; }
  bool is_worth_a_thread() const;

  Batches& batches_;
  Workers& workers_;
  int piece_ = 1;       // samples of a piece
  bool begun_ = false;  // ahead, and not taken yet
  int64_t step_ = 0;    // the one that samples_ and targets_ are made for
  int count_ = 0;
  Tensor<float> samples_;
  TargetBatch<float> targets_;
  Piece body_{this};
};

}  // namespace saddle
