#include <type_traits>
#include <utility>

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

// Four columns of sixteen rows. In each quarter of a register four rows are turned as above, so that a store writes a
// whole one.
struct TurnedRegisters {
  static constexpr int rows = 16;
  using V = Lane<float>;

  [[gnu::always_inline]] static void sixteen_by_four(const float* from, int64_t from_step, float* to, int64_t to_step) {
#pragma GCC unroll 4
    for (int row = 0; row < rows; row += width) {
      const float* const first = from + row * from_step;
      float* const out = to + row;
      V in[4];
#pragma GCC unroll 4
      for (int i = 0; i < 4; ++i) in[i] = gathered(first + i * from_step, 4 * from_step);
      const V low_a = quarters<0, 4, 1, 5>(in[0], in[1]), high_a = quarters<2, 6, 3, 7>(in[0], in[1]),
              low_b = quarters<0, 4, 1, 5>(in[2], in[3]), high_b = quarters<2, 6, 3, 7>(in[2], in[3]);
      store(quarters<0, 1, 4, 5>(low_a, low_b), out);
      store(quarters<2, 3, 6, 7>(low_a, low_b), out + to_step);
      store(quarters<0, 1, 4, 5>(high_a, high_b), out + 2 * to_step);
      store(quarters<2, 3, 6, 7>(high_a, high_b), out + 3 * to_step);
    }
  }

 private:
  static constexpr int width = width_of<float>;

  // Four numbers from each of so many places as fill the register. (Of two halves that are joined by shuffling the
  // compiler makes twice as many instructions.)
  [[gnu::always_inline]] static V gathered(const float* from, int64_t step) {
#if defined(__AVX512F__)
    V all = _mm512_zextps128_ps512(_mm_loadu_ps(from));
    all = _mm512_insertf32x4(all, _mm_loadu_ps(from + step), 1);
    all = _mm512_insertf32x4(all, _mm_loadu_ps(from + 2 * step), 2);
    return _mm512_insertf32x4(all, _mm_loadu_ps(from + 3 * step), 3);
#elif defined(__AVX2__)
    return _mm256_insertf128_ps(_mm256_zextps128_ps256(_mm_loadu_ps(from)), _mm_loadu_ps(from + step), 1);
#else
    static_cast<void>(step);
    return loaded<V>(from);
#endif
  }
  // In each quarter of the result those of the quarters of a (0 to 3) and b (4 to 7).
  template <int... Taken>
  [[gnu::always_inline]] static V quarters(V a, V b) {
    return taken<Taken...>(a, b, std::make_integer_sequence<int, width>());
  }
  template <int... Taken, int... I>
  [[gnu::always_inline]] static V taken(V a, V b, std::integer_sequence<int, I...>) {
    constexpr int places[] = {Taken...};
    return __builtin_shufflevector(a, b, (I / 4 * 4 + places[I % 4] + (places[I % 4] < 4 ? 0 : width - 4))...);
  }
};

template <class Real>
void transpose_singly(int64_t rows, int64_t columns, const Real* from, int64_t from_step, Real* to, int64_t to_step) {
  for (int64_t c = 0; c < columns; ++c) {
    for (int64_t r = 0; r < rows; ++r) to[c * to_step + r] = from[r * from_step + c];
  }
}

// Where the last block of `all` begins that is as wide as four: it overlaps the one before if it must, which writes
// some numbers twice and alike.
[[gnu::always_inline]] inline int64_t block_at(int64_t place, int64_t all) { return least(place, all - 4); }

// Turns so many rows by turn(), four columns at a time, from column `begin` to `end` of `columns`.
template <int rows, class Real, class Turn>
[[gnu::always_inline]] inline void turn_rows(int64_t begin, int64_t end, int64_t columns, const Real* from,
                                             int64_t from_step, Real* to, int64_t to_step, const Turn& turn) {
  constexpr int64_t line = 64 / sizeof(Real);
  // Of more rows than the processor foresees: their next lines of the cache, which come while these are turned.
#pragma GCC unroll 16
  for (int i = 0; i < rows; ++i) __builtin_prefetch(from + i * from_step + begin + line);
  for (int64_t column = begin; column < end; column += 4) {
    const int64_t c = block_at(column, columns);
    turn(from + c, from_step, to + c * to_step, to_step);
  }
}

template <class Real>
void transpose(int64_t rows, int64_t columns, const Real* from, int64_t from_step, Real* to, int64_t to_step) {
  constexpr int64_t line = 64 / sizeof(Real);
  if (rows >= 4 && columns >= 4) {
    for (int64_t begin = 0; begin < columns; begin += line) {
      const int64_t end = least(begin + line, columns);
      int64_t row = 0;
      if constexpr (std::is_same_v<Real, float>) {
        for (constexpr int more = TurnedRegisters::rows; row + more <= rows; row += more)
          turn_rows<more>(begin, end, columns, from + row * from_step, from_step, to + row, to_step,
                          TurnedRegisters::sixteen_by_four);
      }
      for (; row < rows; row += 4) {
        const int64_t r = block_at(row, rows);
        turn_rows<4>(begin, end, columns, from + r * from_step, from_step, to + r, to_step, Turned<Real>::four_by_four);
      }
    }
  } else if (rows == 2 && columns >= 4) {
    for (int64_t column = 0; column < columns; column += 4) {
      const int64_t c = block_at(column, columns);
      Turned<Real>::two_by_four(from + c, from_step, to + c * to_step, to_step);
    }
  } else if (rows >= 4 && columns == 2) {
    for (int64_t row = 0; row < rows; row += 4) {
      const int64_t r = block_at(row, rows);
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
