#pragma once

#include "core/kernels/registers.h"

// Work on tables of `width` columns, such as the pixels of an image and its channels, that treats each column by
// itself. The bodies are generic in V, a register or, for the columns that fill none, a half or a quarter of one or a
// single number: they get a V to know it by. `at` counts through the table, `column` through a row of it.
namespace saddle::SADDLE_LEVEL {

// The least columns that fill a part of a register.
template <class Real>
constexpr int64_t least_part = 16 / sizeof(Real);

// Calls body(V()) for the widest part of a register that so many columns fill, which are least_part or more.
template <class Real, int bytes = register_bytes, class Body>
[[gnu::always_inline]] inline void with_part(int64_t columns, const Body& body) {
  if constexpr (bytes > 16) {
    if (columns * static_cast<int64_t>(sizeof(Real)) < bytes) return with_part<Real, bytes / 2>(columns, body);
  }
  body(typename Part<Real, bytes>::Type());
}

// What is summed up, twice for each column.
template <class V>
struct Terms {
  V first, second;
};

template <class Real, class V, int Lanes, class TermsOf>
[[gnu::always_inline]] inline void sum_lanes(int64_t rows, int64_t width, int64_t column, const TermsOf& terms,
                                             Real* first, Real* second) {
  constexpr int64_t step = sizeof(V) / sizeof(Real);
  V a[2][Lanes] = {}, b[2][Lanes] = {};  // even and odd rows: two chains of additions
  int64_t row = 0;
  for (; row + 2 <= rows; row += 2) {
#pragma GCC unroll 2
    for (int odd = 0; odd < 2; ++odd) {
#pragma GCC unroll 4
      for (int l = 0; l < Lanes; ++l) {
        const int64_t here = column + l * step;
        const Terms<V> t = terms(V(), (row + odd) * width + here, here);
        a[odd][l] += t.first;
        b[odd][l] += t.second;
      }
    }
  }
  for (; row < rows; ++row) {
#pragma GCC unroll 4
    for (int l = 0; l < Lanes; ++l) {
      const Terms<V> t = terms(V(), row * width + column + l * step, column + l * step);
      a[0][l] += t.first;
      b[0][l] += t.second;
    }
  }
#pragma GCC unroll 4
  for (int l = 0; l < Lanes; ++l) {
    store(a[0][l] + a[1][l], first + column + l * step);
    if (second) store(b[0][l] + b[1][l], second + column + l * step);
  }
}

// first[c], second[c] = the sums over all rows of the Terms that terms(V(), at, column) gives; second: null for none.
template <class Real, class TermsOf>
[[gnu::always_inline]] inline void sum_terms(int64_t rows, int64_t width, const TermsOf& terms, Real* first,
                                             Real* second) {
  using V = Lane<Real>;
  constexpr int64_t step = width_of<Real>;
  int64_t column = 0;
  for (; column + 2 * step <= width; column += 2 * step)
    sum_lanes<Real, V, 2>(rows, width, column, terms, first, second);
  for (; column + step <= width; column += step) sum_lanes<Real, V, 1>(rows, width, column, terms, first, second);
  if (column == width) return;
  // Some columns are summed twice, which is quicker than the rest one by one.
  if (width >= step) return sum_lanes<Real, V, 1>(rows, width, width - step, terms, first, second);
  if (width >= least_part<Real>) {
    with_part<Real>(
        width, [&]<class Some>(Some) __attribute__((always_inline)) {
          constexpr int64_t some = sizeof(Some) / sizeof(Real);
          for (int64_t c = 0; c < width; c += some)
            sum_lanes<Real, Some, 1>(rows, width, least(c, width - some), terms, first, second);
        });
    return;
  }
  for (; column < width; ++column) sum_lanes<Real, Real, 1>(rows, width, column, terms, first, second);
}

// body(V(), column) over the columns of one row.
template <class Real, class Body>
[[gnu::always_inline]] inline void each_column(int64_t width, const Body& body) {
  constexpr int64_t step = width_of<Real>;
  int64_t column = 0;
  for (; column + step <= width; column += step) body(Lane<Real>(), column);
  while (width - column >= least_part<Real>) {
    with_part<Real>(
        width - column, [&]<class V>(V lane) __attribute__((always_inline)) {
          body(lane, column);
          column += sizeof(V) / sizeof(Real);
        });
  }
  for (; column < width; ++column) body(Real(), column);
}

// The same where a body may run twice for a column: the last register takes in some columns again, rather than leave
// them to be done one by one.
template <class Real, class Body>
[[gnu::always_inline]] inline void each_column_or_twice(int64_t width, const Body& body) {
  constexpr int64_t step = width_of<Real>;
  if (width >= step) {
    for (int64_t column = 0; column < width; column += step) body(Lane<Real>(), least(column, width - step));
    return;
  }
  if (width >= least_part<Real>) {
    with_part<Real>(
        width, [&]<class V>(V lane) __attribute__((always_inline)) {
          constexpr int64_t some = sizeof(V) / sizeof(Real);
          for (int64_t column = 0; column < width; column += some) body(lane, least(column, width - some));
        });
    return;
  }
  for (int64_t column = 0; column < width; ++column) body(Real(), column);
}

// out[at] = value(V(), at, column) over the whole table. May be the same memory as what value() reads at `at`.
template <class Real, class Value>
[[gnu::always_inline]] inline void map_columns(int64_t rows, int64_t width, Real* out, const Value& value) {
  for (int64_t at = 0; at < rows * width; at += width) {
    each_column<Real>(
        width, [&](auto lane, int64_t column)
                   __attribute__((always_inline)) { store(value(lane, at + column, column), out + at + column); });
  }
}

}  // namespace saddle::SADDLE_LEVEL
