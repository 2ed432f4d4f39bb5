#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "core/simd.h"

// The two inner kernels that dense layers and convolutions share. A convolution over channels-last images is a matrix
// product whose left rows overlap: the taps of one filter row lie side by side in memory, and the next pixel begins
// `stride` further on.
namespace saddle {

enum class Epilogue { none, relu };

// C[r, :] = sum over b, k of A[b][r * stride + k] * B[b][k, :]   (+ bias, then ReLU)
template <class Real>
struct RowProduct {
  int blocks = 1;          // rows of a filter; 1 for a dense layer
  int64_t block_step = 0;  // from one block of A to the next
  int64_t stride = 0;      // from one row of A to the next
  int depth = 0;           // k of one block
  const Real* packed;      // B: column tiles, each (blocks * depth, Tile::columns), padded with zeros
  int columns = 0;         // of C
  const Real* bias = nullptr;
  Epilogue epilogue = Epilogue::none;
};

namespace detail {

template <class Real, int Rows>
void row_tile(const RowProduct<Real>& p, const Real* a, const Real* packed, int column, Real* c) {
  using V = Lane<Real>;
  constexpr int lanes = Tile<Real>::lanes, width = static_cast<int>(V::size()), columns = Tile<Real>::columns;
  V sum[Rows][lanes];
#pragma GCC unroll 16
  for (int r = 0; r < Rows; ++r) {
#pragma GCC unroll 4
    for (int l = 0; l < lanes; ++l) sum[r][l] = V(Real(0));
  }
  for (int block = 0; block < p.blocks; ++block) {
    const Real* row = a + block * p.block_step;
    for (int k = 0; k < p.depth; ++k, packed += columns) {
      V b[lanes];
#pragma GCC unroll 4
      for (int l = 0; l < lanes; ++l) b[l].copy_from(packed + l * width, stdx::element_aligned);
#pragma GCC unroll 16
      for (int r = 0; r < Rows; ++r) {
        const V x(row[r * p.stride + k]);
#pragma GCC unroll 4
        for (int l = 0; l < lanes; ++l) sum[r][l] += x * b[l];
      }
    }
  }
  const int rest = p.columns - column;
  alignas(64) Real bias[columns] = {};
  if (p.bias) std::copy_n(p.bias + column, std::min(rest, columns), bias);
#pragma GCC unroll 16
  for (int r = 0; r < Rows; ++r) {
    alignas(64) Real tail[columns];
    Real* out = rest >= columns ? c + int64_t{r} * p.columns + column : tail;
#pragma GCC unroll 4
    for (int l = 0; l < lanes; ++l) {
      V value = sum[r][l] + V(bias + l * width, stdx::element_aligned);
      if (p.epilogue == Epilogue::relu) value = stdx::max(value, V(Real(0)));
      value.copy_to(out + l * width, stdx::element_aligned);
    }
    if (rest < columns) std::copy_n(tail, rest, c + int64_t{r} * p.columns + column);
  }
}

template <class Real, int Rows>
void row_tile_of(int rows, const RowProduct<Real>& p, const Real* a, const Real* packed, int column, Real* c) {
  if (rows == Rows) {
    row_tile<Real, Rows>(p, a, packed, column, c);
  } else if constexpr (Rows > 1) {
    row_tile_of<Real, Rows - 1>(rows, p, a, packed, column, c);
  }
}

template <class Real, int Rows>
void outer_tile(int64_t count, const Real* a, int64_t a_step, const Real* b, int64_t b_step, Real* c, int64_t c_step) {
  using V = Lane<Real>;
  constexpr int lanes = Tile<Real>::lanes, width = static_cast<int>(V::size());
  V sum[Rows][lanes];
#pragma GCC unroll 16
  for (int r = 0; r < Rows; ++r) {
#pragma GCC unroll 4
    for (int l = 0; l < lanes; ++l) sum[r][l].copy_from(c + r * c_step + l * width, stdx::element_aligned);
  }
  for (int64_t i = 0; i < count; ++i, a += a_step, b += b_step) {
    V y[lanes];
#pragma GCC unroll 4
    for (int l = 0; l < lanes; ++l) y[l].copy_from(b + l * width, stdx::element_aligned);
#pragma GCC unroll 16
    for (int r = 0; r < Rows; ++r) {
      const V x(a[r]);
#pragma GCC unroll 4
      for (int l = 0; l < lanes; ++l) sum[r][l] += x * y[l];
    }
  }
#pragma GCC unroll 16
  for (int r = 0; r < Rows; ++r) {
#pragma GCC unroll 4
    for (int l = 0; l < lanes; ++l) sum[r][l].copy_to(c + r * c_step + l * width, stdx::element_aligned);
  }
}

template <class Real, int Rows>
void outer_tile_of(int rows, int64_t count, const Real* a, int64_t a_step, const Real* b, int64_t b_step, Real* c,
                   int64_t c_step) {
  if (rows == Rows) {
    outer_tile<Real, Rows>(count, a, a_step, b, b_step, c, c_step);
  } else if constexpr (Rows > 1) {
    outer_tile_of<Real, Rows - 1>(rows, count, a, a_step, b, b_step, c, c_step);
  }
}

}  // namespace detail

// `rows` rows of C, which lies dense with p.columns a row. Each number is summed in the order of b and k, whatever
// `rows` is.
template <class Real>
void row_product(const RowProduct<Real>& p, int rows, const Real* a, Real* c) {
  constexpr int tile = Tile<Real>::rows, columns = Tile<Real>::columns;
  const int64_t panel = int64_t{p.blocks} * p.depth * columns;
  for (int column = 0; column < p.columns; column += columns) {
    const Real* packed = p.packed + column / columns * panel;
    for (int row = 0; row < rows; row += tile) {
      detail::row_tile_of<Real, tile>(std::min(tile, rows - row), p, a + row * p.stride, packed, column,
                                      c + int64_t{row} * p.columns);
    }
  }
}

// C[r, :] += sum over i < count of A[i * a_step + r] * B[i * b_step + :], for `rows` rows and whole tiles of columns
// (so B's and C's rows must reach to padded_columns(columns)).
template <class Real>
void outer_product(int64_t count, int rows, int columns, const Real* a, int64_t a_step, const Real* b, int64_t b_step,
                   Real* c, int64_t c_step) {
  constexpr int tile = Tile<Real>::rows, width = Tile<Real>::columns;
  for (int column = 0; column < columns; column += width) {
    for (int row = 0; row < rows; row += tile) {
      detail::outer_tile_of<Real, tile>(std::min(tile, rows - row), count, a + row, a_step, b + column, b_step,
                                        c + row * c_step + column, c_step);
    }
  }
}

}  // namespace saddle
