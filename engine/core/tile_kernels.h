#pragma once

#include <cstdint>
#include <vector>

#include "core/epilogue.h"
#include "core/simd.h"

// The inner kernel that dense layers, convolutions and all their gradients share:
//
//   C[r, :] = sum over k of A[r, k] * B[k, :]
//
// where A[r, k] lies at a + row(r) + taps[k]. A convolution over channels-last images is such a product: a row is a
// pixel of the output, a tap is one weight of the filter. In the gradient of the filters the taps are rows and the
// pixels are summed over.
namespace saddle {

// Where row r begins: in a table, or at r * step.
struct RowOffsets {
  const int32_t* table = nullptr;
  int64_t step = 0;
  int64_t operator[](int64_t r) const { return table ? table[r] : r * step; }
};

// One tile of columns, over all rows.
template <class Real>
struct TileProduct {
  int rows = 0, depth = 0;
  const Real* a = nullptr;
  RowOffsets a_rows = {};
  const int32_t* taps = nullptr;  // `depth` of them
  const Real* b = nullptr;        // `lanes` whole registers a row
  int64_t b_step = 0;
  Real* c = nullptr;
  RowOffsets c_rows = {};
  int lanes = 1, columns = 0;  // the tile is lanes * Tile::width wide, and `columns` of them are stored
  bool add = false;            // to what C holds, which then is as wide as the tile; otherwise C is assigned
  const Real* bias = nullptr;  // as wide as the tile; null: none
  Epilogue epilogue = Epilogue::none;
};

// Each number is summed in the order of k, whatever `rows` is.
template <class Real>
void multiply(const TileProduct<Real>& product);
// The same for a depth of any size: taken in pieces, so that B's panel stays in the first-level cache. With
// `tap_step` > 0 the taps are k * tap_step, and product.taps is not looked at.
template <class Real>
void multiply_deep(TileProduct<Real> product, int64_t tap_step = 0);

// How the columns of a product are cut into tiles. The last tile is moved left to end with the columns, so that it
// needs no padding; what it has in common with the one before it is computed twice.
struct ColumnTile {
  int first = 0, lanes = 0, columns = 0;
  int64_t panel = 0;  // where its panel begins, for panels that are `depth` = 1 high
};
template <class Real>
std::vector<ColumnTile> column_tiles(int columns);

// The width of all tiles together: so many numbers a row have the panels of a matrix.
template <class Real>
int64_t panels_width(const std::vector<ColumnTile>& tiles) {
  return tiles.back().panel + int64_t{tiles.back().lanes} * Tile<Real>::width;
}

}  // namespace saddle
