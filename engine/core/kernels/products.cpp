#include <utility>

#include "core/kernels/level.h"
#include "core/kernels/registers.h"
#include "core/tile_product.h"

namespace saddle::SADDLE_LEVEL {
namespace {

// A register tile is `lanes` registers wide, and as high as that leaves room for. Usual tiles are as wide as a cache
// line or two; a last one takes the rest along, so it may be nearly twice as wide.
struct Tile {
  static constexpr int lanes = register_bytes >= 32 ? 2 : 64 / register_bytes;
  static constexpr int most_lanes = 2 * lanes - 1;
  static constexpr int most_rows = register_sums >= 28 ? 14 : 12;
  static constexpr int rows(int wide) { return register_sums / wide < most_rows ? register_sums / wide : most_rows; }
};

// Adds what is to be added and stores. What is asked is asked once for the tile, not for each register: after a short
// sum this is most of the work.
template <class Real, int Rows, int Lanes>
[[gnu::always_inline]] inline void finish(const TileProduct<Real>& p, int row, Lane<Real> (&sum)[Rows][Lanes]) {
  using V = Lane<Real>;
  constexpr int width = width_of<Real>;
  static constexpr Real nothing[Lanes * width] = {};
  const Real* const bias = p.bias ? p.bias : nothing;
  const V bound = all<V>(p.epilogue == Epilogue::relu ? Real(0) : -static_cast<Real>(__builtin_inf()));
  const int columns = p.columns;
  Real* out[Rows];
#pragma GCC unroll 16
  for (int r = 0; r < Rows; ++r) out[r] = p.c + p.c_rows[row + r];
  if (p.add) {
#pragma GCC unroll 16
    for (int r = 0; r < Rows; ++r) {
#pragma GCC unroll 8
      for (int l = 0; l < Lanes; ++l) sum[r][l] += loaded<V>(out[r] + l * width);
    }
  }
  if (p.bias || p.epilogue != Epilogue::none) {
#pragma GCC unroll 8
    for (int l = 0; l < Lanes; ++l) {
      const V shift = loaded<V>(bias + l * width);
#pragma GCC unroll 16
      for (int r = 0; r < Rows; ++r) sum[r][l] = at_least(sum[r][l] + shift, bound);
    }
  }
  if (columns == Lanes * width) {
#pragma GCC unroll 16
    for (int r = 0; r < Rows; ++r) {
#pragma GCC unroll 8
      for (int l = 0; l < Lanes; ++l) store(sum[r][l], out[r] + l * width);
    }
    return;
  }
#pragma GCC unroll 16
  for (int r = 0; r < Rows; ++r) {
#pragma GCC unroll 8
    for (int l = 0; l < Lanes; ++l) {
      const int left = columns - l * width;
      if (left >= width) {
        store(sum[r][l], out[r] + l * width);
      } else if (left > 0) {
        store_some<Real>(sum[r][l], out[r] + l * width, left);
      }
    }
  }
}

template <class Real, int Rows, int Lanes>
void tile(const TileProduct<Real>& p, int row) {
  using V = Lane<Real>;
  constexpr int width = width_of<Real>;
  const Real* a[Rows];
  V sum[Rows][Lanes];
#pragma GCC unroll 16
  for (int r = 0; r < Rows; ++r) {
    a[r] = p.a + p.a_rows[row + r];
#pragma GCC unroll 8
    for (int l = 0; l < Lanes; ++l) sum[r][l] = V{};
  }
  const int32_t *tap = p.taps, *const end = tap + p.depth;
  const int64_t b_step = p.b_step;
  for (const Real* b = p.b; tap != end; ++tap, b += b_step) {
    const int64_t k = *tap;
    V y[Lanes];
#pragma GCC unroll 8
    for (int l = 0; l < Lanes; ++l) y[l] = loaded<V>(b + l * width);
#pragma GCC unroll 16
    for (int r = 0; r < Rows; ++r) {
      const V x = all<V>(a[r][k]);
#pragma GCC unroll 8
      for (int l = 0; l < Lanes; ++l) sum[r][l] += x * y[l];
    }
  }
  finish<Real, Rows, Lanes>(p, row, sum);
}

// The kernels of one width, by the number of rows.
template <class Real, int Lanes, int... Rows>
void run(const TileProduct<Real>& p, int row, int rows, std::integer_sequence<int, Rows...>) {
  using Kernel = void (*)(const TileProduct<Real>&, int row);
  static constexpr Kernel kernels[] = {tile<Real, Rows + 1, Lanes>...};
  kernels[rows - 1](p, row);
}

template <class Real, int Lanes>
void multiply_lanes(const TileProduct<Real>& p) {
  constexpr int most = Tile::rows(Lanes);
  // Tiles as equal as can be: 25 rows are better as 5 times 5 than as 4 times 6 and a single one, which would keep the
  // multiply-add units waiting for each other.
  const int tiles = (p.rows + most - 1) / most;
  int row = 0;
  for (int left = tiles; left > 0; --left) {
    const int rows = (p.rows - row + left - 1) / left;
    run<Real, Lanes>(p, row, rows, std::make_integer_sequence<int, most>());
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

// With the width known beforehand this is two and a half times as fast.
template <class Real, int Lanes>
void copy_from(int lanes, int64_t rows, const Real* from, int64_t step, Real* to) {
  if constexpr (Lanes > 1) {
    if (lanes < Lanes) return copy_from<Real, Lanes - 1>(lanes, rows, from, step, to);
  }
  constexpr int width = width_of<Real>;
  for (int64_t row = 0; row < rows; ++row, from += step, to += Lanes * width) {
#pragma GCC unroll 8
    for (int l = 0; l < Lanes; ++l) store(loaded<Lane<Real>>(from + l * width), to + l * width);
  }
}

template <class Real>
Real multiply_adds(int64_t rounds) {
  using V = Lane<Real>;
  V sum[register_sums];
#pragma GCC unroll 32
  for (int i = 0; i < register_sums; ++i) sum[i] = all<V>(static_cast<Real>(i));
  V x = all<V>(Real(0.999)), y = all<V>(Real(0.001));
  for (int64_t k = 0; k < rounds; ++k) {
#pragma GCC unroll 32
    for (int i = 0; i < register_sums; ++i) sum[i] = sum[i] * x + y;
    asm volatile("" : : "r"(k));  // each round is done
  }
  V together = V{};
#pragma GCC unroll 32
  for (int i = 0; i < register_sums; ++i) together += sum[i];
  Real result = 0;
  for (int i = 0; i < width_of<Real>; ++i) result += together[i];
  return result;
}

}  // namespace

template <class Real>
void add_products(KernelTable<Real>& table) {
  table.width = width_of<Real>;
  table.lanes = Tile::lanes;
  table.multiply = multiply_from<Real, Tile::most_lanes>;
  table.copy_lanes = copy_from<Real, Tile::most_lanes>;
  table.multiply_adds = multiply_adds<Real>;
  table.peak_flops = 2.0 * register_sums * width_of<Real>;
}

template void add_products(KernelTable<float>&);
template void add_products(KernelTable<double>&);

}  // namespace saddle::SADDLE_LEVEL
