#pragma once

#include <algorithm>
#include <cstdint>
#include <utility>

#include "core/simd.h"

// Work on tables of `width` columns, such as the pixels of an image and its channels, that treats each column by
// itself. The bodies are generic in V, a register or, for the columns that fill none, a single number; `at` counts
// through the table, `column` through a row of it.
namespace saddle {

template <class Real>
using Single = stdx::simd<Real, stdx::simd_abi::scalar>;

template <class V, class Real>
V loaded(const Real* from) {
  return V(from, stdx::element_aligned);
}

namespace detail {

template <class V, int Lanes, class Real, class Terms>
void sum_lanes(int64_t rows, int64_t width, int64_t column, const Terms& terms, Real* first, Real* second) {
  constexpr int64_t step = static_cast<int64_t>(V::size());
  V a[2][Lanes], b[2][Lanes];  // even and odd rows: two chains of additions
#pragma GCC unroll 2
  for (int odd = 0; odd < 2; ++odd) {
#pragma GCC unroll 4
    for (int l = 0; l < Lanes; ++l) a[odd][l] = b[odd][l] = V(Real(0));
  }
  int64_t row = 0;
  for (; row + 2 <= rows; row += 2) {
#pragma GCC unroll 2
    for (int odd = 0; odd < 2; ++odd) {
#pragma GCC unroll 4
      for (int l = 0; l < Lanes; ++l) {
        const int64_t here = column + l * step;
        const auto [u, v] = terms(V(), (row + odd) * width + here, here);
        a[odd][l] += u;
        b[odd][l] += v;
      }
    }
  }
  for (; row < rows; ++row) {
    for (int l = 0; l < Lanes; ++l) {
      const auto [u, v] = terms(V(), row * width + column + l * step, column + l * step);
      a[0][l] += u;
      b[0][l] += v;
    }
  }
  for (int l = 0; l < Lanes; ++l) {
    (a[0][l] + a[1][l]).copy_to(first + column + l * step, stdx::element_aligned);
    (b[0][l] + b[1][l]).copy_to(second + column + l * step, stdx::element_aligned);
  }
}

}  // namespace detail

// first[c], second[c] = the sums over all rows of the pair that terms(V(), at, column) gives.
template <class Real, class Terms>
void sum_columns(int64_t rows, int64_t width, const Terms& terms, Real* first, Real* second) {
  using V = Lane<Real>;
  constexpr int64_t step = static_cast<int64_t>(V::size());
  int64_t column = 0;
  for (; column + 2 * step <= width; column += 2 * step)
    detail::sum_lanes<V, 2, Real>(rows, width, column, terms, first, second);
  for (; column + step <= width; column += step)
    detail::sum_lanes<V, 1, Real>(rows, width, column, terms, first, second);
  if (column == width) return;
  if (width >= step)  // some columns are summed twice, which is quicker than the rest one by one
    return detail::sum_lanes<V, 1, Real>(rows, width, width - step, terms, first, second);
  for (; column < width; ++column) detail::sum_lanes<Single<Real>, 1, Real>(rows, width, column, terms, first, second);
}

// sums[c] = the sum of column c.
template <class Real>
void sum_columns(int64_t rows, int64_t width, const Real* table, Real* sums) {
  using V = Lane<Real>;
  constexpr int64_t step = static_cast<int64_t>(V::size());
  const auto terms = [table]<class T>(T, int64_t at, int64_t) { return std::pair{loaded<T>(table + at), T(Real(0))}; };
  Real nothing[2 * step];  // the second sum, which is not asked for
  const auto in_lanes = [&]<class T, int lanes>(int64_t column) {
    const auto here = [&](T lane, int64_t at, int64_t) { return terms(lane, at + column, 0); };
    detail::sum_lanes<T, lanes, Real>(rows, width, 0, here, sums + column, nothing);
  };
  int64_t column = 0;
  for (; column + 2 * step <= width; column += 2 * step) in_lanes.template operator()<V, 2>(column);
  for (; column + step <= width; column += step) in_lanes.template operator()<V, 1>(column);
  if (column < width && width >= step) {
    in_lanes.template operator()<V, 1>(width - step);
    return;
  }
  for (; column < width; ++column) in_lanes.template operator()<Single<Real>, 1>(column);
}

// body(V(), column) over the columns of one row.
template <class Real, class Body>
void each_column(int64_t width, const Body& body) {
  constexpr int64_t step = static_cast<int64_t>(Lane<Real>::size());
  int64_t column = 0;
  for (; column + step <= width; column += step) body(Lane<Real>(), column);
  for (; column < width; ++column) body(Single<Real>(), column);
}

// The same where a body may run twice for a column: the last register takes in some columns again, rather than leave
// them to be done one by one.
template <class Real, class Body>
void each_column_or_twice(int64_t width, const Body& body) {
  constexpr int64_t step = static_cast<int64_t>(Lane<Real>::size());
  if (width < step) return each_column<Real>(width, body);
  for (int64_t column = 0; column < width; column += step) body(Lane<Real>(), std::min(column, width - step));
}

// out[at] = value(V(), at, column) over the whole table.
template <class Real, class Value>
void map_columns(int64_t rows, int64_t width, Real* out, const Value& value) {
  for (int64_t at = 0; at < rows * width; at += width) {
    each_column<Real>(width, [&](auto lane, int64_t column) {
      value(lane, at + column, column).copy_to(out + at + column, stdx::element_aligned);
    });
  }
}

}  // namespace saddle
