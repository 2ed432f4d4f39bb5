#include "core/kernels/level.h"
#include "core/kernels/registers.h"

namespace saddle::SADDLE_LEVEL {
namespace {

// Blocks that are turned in registers: reading or writing along the wrong direction is what makes a
// transposition slow.
template <class Real>
struct Turned {
  typedef Real Four __attribute__((vector_size(4 * sizeof(Real))));
  typedef Real Two __attribute__((vector_size(2 * sizeof(Real))));

  [[gnu::always_inline]] static void four_by_four(const Real* from, int64_t from_step, Real* to, int64_t to_step) {
    Four in[4], out[4];
#pragma GCC unroll 4
    for (int i = 0; i < 4; ++i) __builtin_memcpy(&in[i], from + i * from_step, sizeof(Four));
    const Four low_a = __builtin_shufflevector(in[0], in[1], 0, 4, 1, 5),
               high_a = __builtin_shufflevector(in[0], in[1], 2, 6, 3, 7),
               low_b = __builtin_shufflevector(in[2], in[3], 0, 4, 1, 5),
               high_b = __builtin_shufflevector(in[2], in[3], 2, 6, 3, 7);
    out[0] = __builtin_shufflevector(low_a, low_b, 0, 1, 4, 5);
    out[1] = __builtin_shufflevector(low_a, low_b, 2, 3, 6, 7);
    out[2] = __builtin_shufflevector(high_a, high_b, 0, 1, 4, 5);
    out[3] = __builtin_shufflevector(high_a, high_b, 2, 3, 6, 7);
#pragma GCC unroll 4
    for (int i = 0; i < 4; ++i) __builtin_memcpy(to + i * to_step, &out[i], sizeof(Four));
  }
  // Two rows that become columns, and two columns that become rows.
  [[gnu::always_inline]] static void two_by_four(const Real* from, int64_t from_step, Real* to, int64_t to_step) {
    Four in[2];
    for (int i = 0; i < 2; ++i) __builtin_memcpy(&in[i], from + i * from_step, sizeof(Four));
    const Four low = __builtin_shufflevector(in[0], in[1], 0, 4, 1, 5),
               high = __builtin_shufflevector(in[0], in[1], 2, 6, 3, 7);
    const Two out[4] = {__builtin_shufflevector(low, low, 0, 1), __builtin_shufflevector(low, low, 2, 3),
                        __builtin_shufflevector(high, high, 0, 1), __builtin_shufflevector(high, high, 2, 3)};
#pragma GCC unroll 4
    for (int i = 0; i < 4; ++i) __builtin_memcpy(to + i * to_step, &out[i], sizeof(Two));
  }
  [[gnu::always_inline]] static void four_by_two(const Real* from, int64_t from_step, Real* to, int64_t to_step) {
    Two in[4];
#pragma GCC unroll 4
    for (int i = 0; i < 4; ++i) __builtin_memcpy(&in[i], from + i * from_step, sizeof(Two));
    const Four a = __builtin_shufflevector(in[0], in[1], 0, 2, 1, 3),
               b = __builtin_shufflevector(in[2], in[3], 0, 2, 1, 3);
    const Four out[2] = {__builtin_shufflevector(a, b, 0, 1, 4, 5), __builtin_shufflevector(a, b, 2, 3, 6, 7)};
    for (int i = 0; i < 2; ++i) __builtin_memcpy(to + i * to_step, &out[i], sizeof(Four));
  }
};

template <class Real>
void transpose_singly(int64_t rows, int64_t columns, const Real* from, int64_t from_step, Real* to, int64_t to_step) {
  for (int64_t c = 0; c < columns; ++c) {
    for (int64_t r = 0; r < rows; ++r) to[c * to_step + r] = from[r * from_step + c];
  }
}

// A last block that is not whole overlaps the one before, which writes some numbers twice and alike.
template <class Real>
void transpose(int64_t rows, int64_t columns, const Real* from, int64_t from_step, Real* to, int64_t to_step) {
  constexpr int64_t line = 64 / sizeof(Real);
  const auto last = [](int64_t at, int64_t all) __attribute__((always_inline)) { return least(at, all - 4); };
  if (rows >= 4 && columns >= 4) {
    for (int64_t column = 0; column < columns; column += 4) {
      const int64_t c = last(column, columns);
      for (int64_t row = 0; row < rows; row += 4) {
        const Real* const corner = from + last(row, rows) * from_step + c;
        // Of more rows than the processor foresees: their next lines of the cache, which come while these are turned.
        if (column % line == 0) {
#pragma GCC unroll 4
          for (int i = 0; i < 4; ++i) __builtin_prefetch(corner + i * from_step + line);
        }
        Turned<Real>::four_by_four(corner, from_step, to + c * to_step + last(row, rows), to_step);
      }
    }
  } else if (rows == 2 && columns >= 4) {
    for (int64_t column = 0; column < columns; column += 4) {
      const int64_t c = last(column, columns);
      Turned<Real>::two_by_four(from + c, from_step, to + c * to_step, to_step);
    }
  } else if (rows >= 4 && columns == 2) {
    for (int64_t row = 0; row < rows; row += 4) {
      const int64_t r = last(row, rows);
      Turned<Real>::four_by_two(from + r * from_step, from_step, to + r, to_step);
    }
  } else {
    transpose_singly(rows, columns, from, from_step, to, to_step);
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
