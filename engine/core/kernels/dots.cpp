#include <utility>

#include "core/kernels/level.h"
#include "core/kernels/registers.h"

namespace saddle::SADDLE_LEVEL {
namespace {

// Blocks of so many sums keep the multiply-add units busy.
constexpr int most_rows = 4, most_columns = 4;

template <class Real, int... I>
[[gnu::always_inline]] inline Lane<Real> exchanged(Lane<Real> value, std::integer_sequence<int, I...>, auto distance) {
  return __builtin_shufflevector(value, value, (I ^ distance.value)...);
}

// The sum of a register's numbers: of its halves, of their halves and so on.
template <class Real, int distance = width_of<Real> / 2>
[[gnu::always_inline]] inline Real sum_of(Lane<Real> value) {
  if constexpr (distance == 0) {
    return value[0];
  } else {
    const auto everywhere = std::make_integer_sequence<int, width_of<Real>>();
    return sum_of<Real, distance / 2>(value +
                                      exchanged<Real>(value, everywhere, std::integral_constant<int, distance>()));
  }
}

template <class Real, int Rows, int Columns>
void block(const DotProducts<Real>& p, int row, int column) {
  using V = Lane<Real>;
  constexpr int width = width_of<Real>;
  const Real *a[Rows], *b[Columns];
  V sum[Rows][Columns];
#pragma GCC unroll 4
  for (int r = 0; r < Rows; ++r) a[r] = p.a + (row + r) * p.a_step;
#pragma GCC unroll 4
  for (int c = 0; c < Columns; ++c) b[c] = p.b + (column + c) * p.b_step;
#pragma GCC unroll 4
  for (int r = 0; r < Rows; ++r) {
#pragma GCC unroll 4
    for (int c = 0; c < Columns; ++c) sum[r][c] = V{};
  }
  const auto add = [&](const auto& load) __attribute__((always_inline)) {
    V x[Rows], y[Columns];
#pragma GCC unroll 4
    for (int r = 0; r < Rows; ++r) x[r] = load(a[r]);
#pragma GCC unroll 4
    for (int c = 0; c < Columns; ++c) y[c] = load(b[c]);
#pragma GCC unroll 4
    for (int r = 0; r < Rows; ++r) {
#pragma GCC unroll 4
      for (int c = 0; c < Columns; ++c) sum[r][c] += x[r] * y[c];
    }
  };
  int k = 0;
  for (; k + width <= p.depth; k += width)
    add([k](const Real* from) __attribute__((always_inline)) { return loaded<V>(from + k); });
  if (k < p.depth) {
    const int left = p.depth - k;
    add([=](const Real* from) __attribute__((always_inline)) { return loaded_some<Real>(from + k, left); });
  }
#pragma GCC unroll 4
  for (int r = 0; r < Rows; ++r) {
#pragma GCC unroll 4
    for (int c = 0; c < Columns; ++c) {
      const Real value = sum_of<Real>(sum[r][c]) + (p.bias ? p.bias[column + c] : Real(0));
      p.c[(row + r) * p.c_step + column + c] = p.epilogue == Epilogue::relu ? at_least(value, Real(0)) : value;
    }
  }
}

// Of `Columns` columns from `column` on, all rows.
template <class Real, int Columns>
void rows_of(const DotProducts<Real>& p, int column) {
  int row = 0;
  for (; row + most_rows <= p.rows; row += most_rows) block<Real, most_rows, Columns>(p, row, column);
  for (; row < p.rows; ++row) block<Real, 1, Columns>(p, row, column);
}

template <class Real>
void multiply_dots(const DotProducts<Real>& p) {
  int column = 0;
  for (; column + most_columns <= p.columns; column += most_columns) rows_of<Real, most_columns>(p, column);
  const int left = p.columns - column;
  if (left == 3) rows_of<Real, 3>(p, column);
  if (left == 2) rows_of<Real, 2>(p, column);
  if (left == 1) rows_of<Real, 1>(p, column);
}

}  // namespace

template <class Real>
void add_dots(KernelTable<Real>& table) {
  table.multiply_dots = multiply_dots<Real>;
}

template void add_dots(KernelTable<float>&);
template void add_dots(KernelTable<double>&);

}  // namespace saddle::SADDLE_LEVEL
