#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "core/tensor.h"
#include "nn/network.h"
#include "train/optimizer.h"

namespace saddle {

// A tensor as it was once. Shared: nobody writes it while anybody else holds it.
using Block = Tensor<float>;
using BlockPointer = std::shared_ptr<const Block>;

// What a run is at a step. A value: a copy shares its blocks, and any thread may read it. Batches and random streams
// follow from the seed and the step, so none is kept.
struct Moment {
  int64_t step = 0;                           // steps done
  std::vector<BlockPointer> parameters = {};  // as Network::params(), batch norm's running statistics among them
  std::vector<BlockPointer> state = {};       // as Optimizer::state(): state_names() blocks a parameter
  int64_t optimizer_steps = 0;
};

// The network's parameters and, unless it is null, the optimizer's memory, which stay as they are. A block that equals
// that of `before`, bit for bit, is shared with it; the others lie in the memory of `recycled` where nobody else holds
// that, so that keeping one moment in the place of another allocates nothing. Both may be empty.
Moment capture(const Network<float>& network, Optimizer<float>* optimizer, int64_t step, const Moment& before = {},
               Moment recycled = {});

// Writes a moment back, bit for bit; without the optimizer's memory where that is null. The caller refreshes the
// network and counts the steps.
void restore(const Moment& moment, const Network<float>& network, Optimizer<float>* optimizer);

}  // namespace saddle
