#include "core/tile_kernels.h"

#include <array>
#include <limits>
#include <utility>

namespace saddle {
namespace {

// Of the first-level cache, what a panel may take.
constexpr int panel_bytes = 16384;

// Vectors by value would be passed through memory; these are always expanded in place.
template <class Real>
[[gnu::always_inline]] inline void store(Lane<Real> value, Real* out, int columns) {
  constexpr int width = Tile<Real>::width;
  if (columns >= width) {
    value.copy_to(out, stdx::element_aligned);
    return;
  }
  for (int i = 0; i < columns; ++i) out[i] = value[i];
}

// Adds what is to be added and stores. What is asked is asked once for the tile, not for each register: after a short
// sum this is most of the work.
template <class Real, int Rows, int Lanes>
[[gnu::always_inline]] inline void finish(const TileProduct<Real>& p, int row, Lane<Real> (&sum)[Rows][Lanes]) {
  using V = Lane<Real>;
  constexpr int width = Tile<Real>::width;
  static constexpr Real nothing[Lanes * width] = {};
  const Real* const bias = p.bias ? p.bias : nothing;
  const V least(p.epilogue == Epilogue::relu ? Real(0) : -std::numeric_limits<Real>::infinity());
  const int columns = p.columns;
  Real* out[Rows];
#pragma GCC unroll 16
  for (int r = 0; r < Rows; ++r) out[r] = p.c + p.c_rows[row + r];
  if (p.add) {
#pragma GCC unroll 16
    for (int r = 0; r < Rows; ++r) {
#pragma GCC unroll 8
      for (int l = 0; l < Lanes; ++l) sum[r][l] += V(out[r] + l * width, stdx::element_aligned);
    }
  }
#pragma GCC unroll 8
  for (int l = 0; l < Lanes; ++l) {
    const V shift(bias + l * width, stdx::element_aligned);
#pragma GCC unroll 16
    for (int r = 0; r < Rows; ++r) sum[r][l] = stdx::max(sum[r][l] + shift, least);  // in this order NaN stays NaN
  }
  if (columns == Lanes * width) {
#pragma GCC unroll 16
    for (int r = 0; r < Rows; ++r) {
#pragma GCC unroll 8
      for (int l = 0; l < Lanes; ++l) sum[r][l].copy_to(out[r] + l * width, stdx::element_aligned);
    }
    return;
  }
#pragma GCC unroll 16
  for (int r = 0; r < Rows; ++r) {
#pragma GCC unroll 8
    for (int l = 0; l < Lanes; ++l) store<Real>(sum[r][l], out[r] + l * width, columns - l * width);
  }
}

template <class Real, int Rows, int Lanes>
void tile(const TileProduct<Real>& p, int row) {
  using V = Lane<Real>;
  constexpr int width = Tile<Real>::width;
  const Real* a[Rows];
  V sum[Rows][Lanes];
#pragma GCC unroll 16
  for (int r = 0; r < Rows; ++r) {
    a[r] = p.a + p.a_rows[row + r];
#pragma GCC unroll 8
    for (int l = 0; l < Lanes; ++l) sum[r][l] = V(Real(0));
  }
  const int32_t *tap = p.taps, *const end = tap + p.depth;
  const int64_t b_step = p.b_step;
  for (const Real* b = p.b; tap != end; ++tap, b += b_step) {
    const int64_t k = *tap;
    V y[Lanes];
#pragma GCC unroll 8
    for (int l = 0; l < Lanes; ++l) y[l].copy_from(b + l * width, stdx::element_aligned);
#pragma GCC unroll 16
    for (int r = 0; r < Rows; ++r) {
      const V x(a[r][k]);
#pragma GCC unroll 8
      for (int l = 0; l < Lanes; ++l) sum[r][l] += x * y[l];
    }
  }
  finish<Real, Rows, Lanes>(p, row, sum);
}

template <class Real>
using Kernel = void (*)(const TileProduct<Real>&, int row);

// The kernels of one width, by the number of rows.
template <class Real, int Lanes, int... Rows>
constexpr std::array<Kernel<Real>, sizeof...(Rows)> kernels_of(std::integer_sequence<int, Rows...>) {
  return {tile<Real, Rows + 1, Lanes>...};
}

template <class Real, int Lanes>
void multiply_lanes(const TileProduct<Real>& p) {
  constexpr int most = Tile<Real>::rows(Lanes);
  static constexpr auto kernels = kernels_of<Real, Lanes>(std::make_integer_sequence<int, most>{});
  // Tiles as equal as can be: 25 rows are better as 5 times 5 than as 4 times 6 and a single one, which would keep the
  // multiply-add units waiting for each other.
  const int tiles = (p.rows + most - 1) / most;
  int row = 0;
  for (int left = tiles; left > 0; --left) {
    const int rows = (p.rows - row + left - 1) / left;
    kernels[static_cast<size_t>(rows - 1)](p, row);
    row += rows;
  }
}

template <class Real, int Lanes>
void multiply_from(const TileProduct<Real>& p) {
  if (p.lanes == Lanes) {
    multiply_lanes<Real, Lanes>(p);
  } else if constexpr (Lanes > 1) {
    multiply_from<Real, Lanes - 1>(p);
  }
}

// 0, tap_step, 2 * tap_step …: the tiles of a product ask for the same again and again.
const int32_t* regular_taps(int count, int64_t tap_step) {
  thread_local std::vector<int32_t> taps;  // grows to the longest piece and stays
  thread_local int64_t step = 0;
  thread_local int filled = 0;
  if (step != tap_step || filled < count) {
    if (std::ssize(taps) < count) taps.resize(static_cast<size_t>(count));
    for (int k = 0; k < count; ++k) taps[static_cast<size_t>(k)] = static_cast<int32_t>(k * tap_step);
    step = tap_step;
    filled = count;
  }
  return taps.data();
}

}  // namespace

template <class Real>
void multiply(const TileProduct<Real>& product) {
  multiply_from<Real, Tile<Real>::most_lanes>(product);
}

template <class Real>
void multiply_deep(TileProduct<Real> product, int64_t tap_step) {
  const int depth = product.depth, piece = panel_bytes / (product.lanes * static_cast<int>(sizeof(Lane<Real>)));
  // What is not as wide as its tile cannot be added to. A small rest goes with the last piece.
  const bool whole = product.columns < product.lanes * Tile<Real>::width;
  const int most = whole ? depth : piece + piece / 4;
  if (tap_step > 0) product.taps = regular_taps(std::min(depth, most), tap_step);
  const Real* const bias = product.bias;
  const Epilogue epilogue = product.epilogue;
  const bool add = product.add;
  for (int done = 0; done < depth; done += product.depth) {
    product.depth = depth - done <= most ? depth - done : piece;
    const bool last = done + product.depth == depth;
    product.add = add || done > 0;
    product.bias = last ? bias : nullptr;
    product.epilogue = last ? epilogue : Epilogue::none;
    multiply(product);
    product.b += product.depth * product.b_step;
    if (tap_step > 0) {
      product.a += product.depth * tap_step;
    } else {
      product.taps += product.depth;
    }
  }
}

template <class Real>
std::vector<ColumnTile> column_tiles(int columns) {
  constexpr int width = Tile<Real>::width, usual = Tile<Real>::lanes;
  std::vector<ColumnTile> tiles;
  int64_t panel = 0;
  for (int left = (columns + width - 1) / width, first = 0; left > 0;) {
    const int lanes = left < 2 * usual ? (left % usual == 0 ? usual : left) : usual;
    const bool last = lanes == left;
    if (last) first = std::max(0, columns - lanes * width);
    tiles.push_back({first, lanes, std::min(columns, lanes * width), panel});
    panel += int64_t{lanes} * width;
    first += lanes * width;
    left -= lanes;
  }
  return tiles;
}

template void multiply_deep<float>(TileProduct<float>, int64_t);
template void multiply_deep<double>(TileProduct<double>, int64_t);
template void multiply<float>(const TileProduct<float>&);
template void multiply<double>(const TileProduct<double>&);
template std::vector<ColumnTile> column_tiles<float>(int);
template std::vector<ColumnTile> column_tiles<double>(int);

}  // namespace saddle
