#pragma once

#include <cstdint>

#include "core/tensor.h"

namespace saddle {

// Returns `count` numbers of working memory that belong to the calling thread and to `Owner`: 64-byte aligned, with
// undefined contents. The memory grows to the largest count asked for and is kept until the thread ends, so that a
// training step allocates nothing.
//
// Owner is a type that the user declares for this purpose, one for each piece of memory, in an unnamed namespace of the
// only file that uses it:
//
//   struct PaddedBias;
//   Real* bias = scratch<PaddedBias, Real>(width);
//
// Different owners never share memory, whoever calls whom. The same owner gets the same memory again: a pointer from an
// earlier call is invalid after the next one with the same Owner and Real on the same thread.
template <class Owner, class Real>
Real* scratch(int64_t count) {
  thread_local Tensor<Real> memory;
  if (memory.size() < count) memory = Tensor<Real>(Shape{count});
  return memory.data();
}

}  // namespace saddle
