#include "core/tile_product.h"

#include <algorithm>

namespace saddle {
namespace {

// Of the first-level cache, what a panel may take.
constexpr int panel_bytes = 16384;

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
void multiply_deep(TileProduct<Real> product, int64_t tap_step) {
  const KernelTable<Real>& kernel = kernels<Real>();
  const int wide = product.lanes * kernel.width;
  const int depth = product.depth, piece = panel_bytes / (wide * static_cast<int>(sizeof(Real)));
  // What is not as wide as its tile cannot be added to. A small rest goes with the last piece.
  const int most = product.columns < wide ? depth : piece + piece / 4;
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
    kernel.multiply(product);
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
  const int width = kernels<Real>().width, usual = kernels<Real>().lanes;
  std::vector<ColumnTile> tiles;
  int64_t panel = 0;
  for (int left = (columns + width - 1) / width, first = 0; left > 0;) {
    const int lanes = left < 2 * usual ? (left % usual == 0 ? usual : left) : usual, wide = lanes * width;
    const bool last = lanes == left;
    if (last) first = std::max(0, columns - wide);
    tiles.push_back({first, lanes, wide, std::min(columns, wide), panel});
    panel += wide;
    first += wide;
    left -= lanes;
  }
  return tiles;
}

int64_t panels_width(const std::vector<ColumnTile>& tiles) { return tiles.back().panel + tiles.back().wide; }

template void multiply_deep<float>(TileProduct<float>, int64_t);
template void multiply_deep<double>(TileProduct<double>, int64_t);
template std::vector<ColumnTile> column_tiles<float>(int);
template std::vector<ColumnTile> column_tiles<double>(int);

}  // namespace saddle
