#pragma once

#include <cstddef>
#include <cstdint>

#include "core/tensor.h"

namespace saddle {

// A thread's own working memory: 64-byte aligned, grows to the largest size asked for and stays. What it held before is
// lost. Slots let one function hold several pieces at once; a function that calls another must not share a slot with
// it.
template <class Real>
Real* scratch(int slot, int64_t count) {
  constexpr int slots = 4;
  thread_local Tensor<Real> memory[slots];
  if (memory[slot].size() < count) memory[slot] = Tensor<Real>(Shape{count});
  return memory[slot].data();
}

}  // namespace saddle
