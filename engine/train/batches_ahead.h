#pragma once

#include <cstdint>

#include "core/parallel.h"
#include "core/tensor.h"
#include "nn/network.h"
#include "train/batches.h"
#include "train/target_batch.h"

namespace saddle {

// The batches of a training. Where it takes long enough to pay, each is gathered and varied while the step before it
// runs, by threads that have nothing else to do just then; a step waits for no more than a piece of it. Otherwise, and
// with one thread, that is done between the steps. A batch is the same whoever made it, and when.
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
  struct Piece {  // of a batch: what one thread gathers at a time
    const Batches* batches = nullptr;
    int size = 1, count = 0;  // samples: of the piece, and of the batch
    View<float> samples = {};
    TargetBatch<float>* targets = nullptr;
    int number() const { return (count + size - 1) / size; }
    void operator()(int piece) const;
  };

  void gather_now(int64_t step, Network<float>& network, TargetBatch<float>& targets);
  void begin(int64_t step);

  Batches& batches_;
  Workers& workers_;
  bool begun_ = false;  // ahead, and not taken yet: the following are in use
  int64_t step_ = 0;
  Tensor<float> samples_;
  TargetBatch<float> targets_;
  Piece piece_;
  Workers::BackgroundJob job_;
};

}  // namespace saddle
