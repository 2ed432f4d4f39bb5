#include "core/kernels/level.h"
#include "core/kernels/registers.h"

namespace saddle::SADDLE_LEVEL {
namespace {

// In blocks of 4 x 4, which are turned in registers: reading or writing along the wrong direction is what makes a
// transposition slow.
template <class Real>
void transpose(int64_t rows, int64_t columns, const Real* from, int64_t from_step, Real* to, int64_t to_step) {
  typedef Real Four __attribute__((vector_size(4 * sizeof(Real))));
  const int64_t whole_rows = rows / 4 * 4, whole_columns = columns / 4 * 4;
  constexpr int64_t line = 64 / sizeof(Real);
  for (int64_t c = 0; c < whole_columns; c += 4) {
    const bool begins_line = c % line == 0;
    for (int64_t r = 0; r < whole_rows; r += 4) {
      // Of more rows than the processor foresees: their next lines of the cache, which come while these are turned.
      if (begins_line) {
#pragma GCC unroll 4
        for (int i = 0; i < 4; ++i) __builtin_prefetch(from + (r + i) * from_step + c + line);
      }
      Four in[4], out[4];
#pragma GCC unroll 4
      for (int i = 0; i < 4; ++i) __builtin_memcpy(&in[i], from + (r + i) * from_step + c, sizeof(Four));
      const Four low_a = __builtin_shufflevector(in[0], in[1], 0, 4, 1, 5),
                 high_a = __builtin_shufflevector(in[0], in[1], 2, 6, 3, 7),
                 low_b = __builtin_shufflevector(in[2], in[3], 0, 4, 1, 5),
                 high_b = __builtin_shufflevector(in[2], in[3], 2, 6, 3, 7);
      out[0] = __builtin_shufflevector(low_a, low_b, 0, 1, 4, 5);
      out[1] = __builtin_shufflevector(low_a, low_b, 2, 3, 6, 7);
      out[2] = __builtin_shufflevector(high_a, high_b, 0, 1, 4, 5);
      out[3] = __builtin_shufflevector(high_a, high_b, 2, 3, 6, 7);
#pragma GCC unroll 4
      for (int i = 0; i < 4; ++i) __builtin_memcpy(to + (c + i) * to_step + r, &out[i], sizeof(Four));
    }
    for (int64_t r = whole_rows; r < rows; ++r) {
      for (int64_t i = 0; i < 4; ++i) to[(c + i) * to_step + r] = from[r * from_step + c + i];
    }
  }
  for (int64_t c = whole_columns; c < columns; ++c) {
    for (int64_t r = 0; r < rows; ++r) to[c * to_step + r] = from[r * from_step + c];
  }
}

}  // namespace

template <class Real>
void add_transpose(KernelTable<Real>& table) {
  table.transpose = transpose<Real>;
}

template void add_transpose(KernelTable<float>&);
template void add_transpose(KernelTable<double>&);

}  // namespace saddle::SADDLE_LEVEL
