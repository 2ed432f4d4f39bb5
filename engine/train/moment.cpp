#include "train/moment.h"

#include <algorithm>
#include <cassert>
#include <cstring>

namespace saddle {
namespace {

bool same_bits(const Tensor<float>& a, const Tensor<float>& b) {
  return a.size() == b.size() &&
         (a.size() == 0 || std::memcmp(a.data(), b.data(), static_cast<size_t>(a.size()) * sizeof(float)) == 0);
}

void copy(const Tensor<float>& from, Tensor<float>& to) {
  assert(from.size() == to.size());
  std::copy_n(from.data(), from.size(), to.data());
}

// True where `block` alone holds what it points to. Once it does, whatever other threads read of it has been read:
// giving up a second pointer waits for the others that were given up before.
bool is_ours(const BlockPointer& block) {
  if (!block || block.use_count() != 1) return false;
  const BlockPointer second = block;
  return true;
}

// `block`: of a recycled moment; becomes that of `now`.
void keep(const Tensor<float>& now, const BlockPointer* before, BlockPointer& block) {
  if (before && *before && same_bits(now, **before)) {
    block = *before;
  } else if (is_ours(block) && block->size() == now.size()) {
    copy(now, const_cast<Block&>(*block));  // made below, where it was not const
  } else if (!block || !same_bits(now, *block)) {
    block = std::make_shared<Block>(now.clone());
  }
}

const BlockPointer* at(const std::vector<BlockPointer>& blocks, size_t i) {
  return i < blocks.size() ? &blocks[i] : nullptr;
}

}  // namespace

Moment capture(const Network<float>& network, Optimizer<float>* optimizer, int64_t step, const Moment& before,
               Moment recycled) {
  Moment moment = std::move(recycled);
  moment.step = step;
  const auto params = network.params();
  moment.parameters.resize(params.size());
  for (size_t i = 0; i < params.size(); ++i) keep(params[i]->value, at(before.parameters, i), moment.parameters[i]);
  const auto state = optimizer ? optimizer->state(params) : std::span<Tensor<float>>();
  moment.state.resize(state.size());
  for (size_t i = 0; i < state.size(); ++i) keep(state[i], at(before.state, i), moment.state[i]);
  moment.optimizer_steps = optimizer ? optimizer->steps() : 0;
  return moment;
}

void restore(const Moment& moment, const Network<float>& network, Optimizer<float>* optimizer) {
  const auto params = network.params();
  assert(moment.parameters.size() == params.size());
  for (size_t i = 0; i < params.size(); ++i) copy(*moment.parameters[i], params[i]->value);
  if (!optimizer) return;
  const auto state = optimizer->state(params);
  assert(moment.state.size() == state.size());
  for (size_t i = 0; i < state.size(); ++i) copy(*moment.state[i], state[i]);
  optimizer->set_steps(moment.optimizer_steps);
}

}  // namespace saddle
