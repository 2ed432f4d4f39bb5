#pragma once

#include "core/kernels/table.h"

namespace saddle {

// to[c * to_step + r] = from[r * from_step + c], for r < rows and c < columns.
template <class Real>
void transpose(int64_t rows, int64_t columns, const Real* from, int64_t from_step, Real* to, int64_t to_step) {
  kernels<Real>().transpose(rows, columns, from, from_step, to, to_step);
}

}  // namespace saddle
