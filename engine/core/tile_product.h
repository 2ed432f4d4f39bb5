#pragma once

#include <cstdint>
#include <vector>

#include "core/epilogue.h"
#include "core/kernels/table.h"

// The inner kernel that dense layers, convolutions and all their gradients share:
//
//   C[r, :] = sum over k of A[r, k] * B[k, :]
//
// where A[r, k] lies at a + a_rows[r] + taps[k], and row k of B at b + k * b_step. Offsets, steps and widths count
// elements of type Real unless they say otherwise; a register holds KernelTable::width of them. A convolution over
// channels-last images is such a product: a row is a pixel of the output, a tap is one weight of the filter. In the
// gradient of the filters the taps are rows and the pixels are summed over.
namespace saddle {

// Where row r begins, in elements: in a table, or at r * step.
struct RowOffsets {
  const int32_t* table = nullptr;  // one for each row; null: none
  int64_t step = 0;                // from one row to the next
  // In place everywhere: the levels' kernels share no function (core/kernels/table.h).
  [[gnu::always_inline]] int64_t operator[](int64_t r) const { return table ? table[r] : r * step; }
};

// One tile of columns of C, over all rows. A and C may be any arrays whose rows the offsets describe; B is a panel that
// is read row by row. No pointer needs to be aligned.
template <class Real>
struct TileProduct {
  int rows = 0, depth = 0;  // of C, and the terms k of each sum
  const Real* a = nullptr;
  RowOffsets a_rows = {};         // `rows` offsets from a
  const int32_t* taps = nullptr;  // `depth` offsets from there
  const Real* b = nullptr;        // the tile's first column; each of `depth` rows is read `lanes` whole registers wide
  int64_t b_step = 0;             // from one row of B to the next
  Real* c = nullptr;              // the tile's first column
  RowOffsets c_rows = {};         // `rows` offsets from c
  int lanes = 1;                  // the tile's width in registers
  int columns = 0;                // the elements of each row that are stored, at most those that `lanes` registers hold
  bool add = false;               // to what C holds, which then is as wide as the tile; otherwise C is assigned
  const Real* bias = nullptr;     // one number for each column of the tile, read in whole registers; null: none
  Epilogue epilogue = Epilogue::none;
};

// The product for a depth of any size: taken in pieces, so that B's panel stays in the first-level cache. With
// `tap_step` > 0 the taps are k * tap_step, and product.taps is not looked at.
template <class Real>
void multiply_deep(TileProduct<Real> product, int64_t tap_step = 0);

// How the columns of a product are cut into tiles. The last tile is moved left to end with the columns, so that it
// needs no padding; what it has in common with the one before it is computed twice.
struct ColumnTile {
  int first = 0;      // its first column
  int lanes = 0;      // its width in registers
  int wide = 0;       // its width in elements
  int columns = 0;    // the columns that it has, at most `wide`
  int64_t panel = 0;  // the width of all panels before its own, in elements: it begins at panel * depth
};
// For the kernels of this level.
template <class Real>
std::vector<ColumnTile> column_tiles(int columns);

// Returns the width of all tiles together, in elements: the panels of a matrix of `depth` rows have depth times as
// many.
int64_t panels_width(const std::vector<ColumnTile>& tiles);

}  // namespace saddle
