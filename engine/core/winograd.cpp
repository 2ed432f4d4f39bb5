#include "core/winograd.h"

#include <algorithm>
#include <numeric>

#include "core/columns.h"
#include "core/scratch.h"

namespace saddle {
namespace {

enum Slot { image_slot, blocks_slot, sums_slot };

// Blocks that go through the products together: enough to make those efficient, few enough to stay in the second-level
// cache with their results.
constexpr int64_t blocks_bytes = 1 << 17;

}  // namespace

template <class Real>
Winograd<Real>::Winograd(int channels, int height, int width, int filters, int padding)
    : channels_(channels),
      height_(height),
      width_(width),
      filters_(filters),
      padding_(padding),
      high_((out_height() + 1) / 2),
      wide_((out_width() + 1) / 2),
      tiles_(column_tiles<Real>(filters)),
      taps_(static_cast<size_t>(channels)) {
  std::iota(taps_.begin(), taps_.end(), 0);
}

template <class Real>
bool Winograd<Real>::pays(int channels, int filters) {
  constexpr int width = Tile<Real>::width;
  return channels % width == 0 && filters % width == 0 && std::min(channels, filters) >= 16 && channels + filters >= 48;
}

// B^T d B of each block of one row of blocks, to (place, block, C); `stride`: from one place to the next.
template <class Real>
void Winograd<Real>::transform(const Real* image, int first_row, int64_t stride, Real* to) const {
  using V = Lane<Real>;
  const int64_t row = int64_t{2 * wide_ + 2} * channels_;
  for (int block = 0; block < wide_; ++block) {
    const Real* const corner = image + int64_t{2 * first_row} * row + int64_t{2 * block} * channels_;
    for (int c = 0; c < channels_; c += Tile<Real>::width) {
      V d[4][4];
#pragma GCC unroll 4
      for (int x = 0; x < 4; ++x) {
        const Real* const pixel = corner + x * channels_ + c;
        const V a = loaded<V>(pixel), b = loaded<V>(pixel + row), e = loaded<V>(pixel + 2 * row),
                f = loaded<V>(pixel + 3 * row);
        d[0][x] = a - e;
        d[1][x] = b + e;
        d[2][x] = e - b;
        d[3][x] = b - f;
      }
      Real* at = to + int64_t{block} * channels_ + c;
#pragma GCC unroll 4
      for (int y = 0; y < 4; ++y) {
        (d[y][0] - d[y][2]).copy_to(at, stdx::element_aligned);
        (d[y][1] + d[y][2]).copy_to(at + stride, stdx::element_aligned);
        (d[y][2] - d[y][1]).copy_to(at + 2 * stride, stdx::element_aligned);
        (d[y][1] - d[y][3]).copy_to(at + 3 * stride, stdx::element_aligned);
        at += 4 * stride;
      }
    }
  }
}

// A^T M A of each block of one row of blocks, from (place, block, F), as far as it lies in the picture.
template <class Real>
void Winograd<Real>::restore(const Real* sums, int first_row, int64_t stride, const Real* bias, Epilogue epilogue,
                             Real* out) const {
  using V = Lane<Real>;
  const int64_t row = int64_t{out_width()} * filters_;
  const bool lower = 2 * first_row + 1 < out_height();
  for (int block = 0; block < wide_; ++block) {
    const bool right = 2 * block + 1 < out_width();
    Real* const corner = out + int64_t{2 * first_row} * row + int64_t{2 * block} * filters_;
    for (int f = 0; f < filters_; f += Tile<Real>::width) {
      V above[4], below[4];
      const Real* at = sums + int64_t{block} * filters_ + f;
#pragma GCC unroll 4
      for (int x = 0; x < 4; ++x) {
        const Real* const place = at + x * stride;
        const V a = loaded<V>(place), b = loaded<V>(place + 4 * stride), c = loaded<V>(place + 8 * stride),
                d = loaded<V>(place + 12 * stride);
        above[x] = a + b + c;
        below[x] = b - c - d;
      }
      const V shift = bias ? loaded<V>(bias + f) : V(Real(0));
      const auto put = [&](V value, Real* to) {
        value += shift;
        if (epilogue == Epilogue::relu) value = stdx::max(value, V(Real(0)));
        value.copy_to(to + f, stdx::element_aligned);
      };
      put(above[0] + above[1] + above[2], corner);
      if (right) put(above[1] - above[2] - above[3], corner + filters_);
      if (!lower) continue;
      put(below[0] + below[1] + below[2], corner + row);
      if (right) put(below[1] - below[2] - below[3], corner + row + filters_);
    }
  }
}

template <class Real>
void Winograd<Real>::run(int samples, const Real* in, const Real* bias, Epilogue epilogue, Real* out) const {
  // The picture in zeros, as large as whole blocks want it.
  const int64_t row = int64_t{2 * wide_ + 2} * channels_, frame = (2 * high_ + 2) * row;
  const int64_t in_row = int64_t{width_} * channels_, out_size = int64_t{out_height()} * out_width() * filters_;
  Real* const image = scratch<Real>(image_slot, frame);
  std::fill_n(image, frame, Real(0));
  // Rows of blocks, of one or several pictures.
  const int64_t row_bytes = int64_t{places} * wide_ * (channels_ + filters_) * static_cast<int64_t>(sizeof(Real));
  const int rows_at_once = static_cast<int>(std::clamp<int64_t>(blocks_bytes / row_bytes, 1, int64_t{samples} * high_));
  const int64_t most = int64_t{rows_at_once} * wide_;
  Real* const blocks = scratch<Real>(blocks_slot, places * most * channels_);
  Real* const sums = scratch<Real>(sums_slot, places * most * filters_);
  const int all = samples * high_;
  int framed = -1;
  for (int first = 0; first < all; first += rows_at_once) {
    const int rows = std::min(rows_at_once, all - first);
    for (int r = 0; r < rows; ++r) {
      const int sample = (first + r) / high_;
      if (sample != framed) {
        framed = sample;
        const Real* const from = in + sample * height_ * in_row;
        Real* const inside = image + padding_ * row + int64_t{padding_} * channels_;
        for (int y = 0; y < height_; ++y) std::copy_n(from + y * in_row, in_row, inside + y * row);
      }
      transform(image, (first + r) % high_, most * channels_, blocks + int64_t{r} * wide_ * channels_);
    }
    for (int place = 0; place < places; ++place) {
      for (const ColumnTile& tile : tiles_) {
        multiply<Real>({.rows = rows * wide_,
                        .depth = channels_,
                        .a = blocks + place * most * channels_,
                        .a_rows = {.step = channels_},
                        .taps = taps_.data(),
                        .b = panels_.data() + place * panel_size() + tile.panel * channels_,
                        .b_step = int64_t{tile.lanes} * Tile<Real>::width,
                        .c = sums + place * most * filters_ + tile.first,
                        .c_rows = {.step = filters_},
                        .lanes = tile.lanes,
                        .columns = tile.columns});
      }
    }
    for (int r = 0; r < rows; ++r) {
      restore(sums + int64_t{r} * wide_ * filters_, (first + r) % high_, most * filters_, bias, epilogue,
              out + (first + r) / high_ * out_size);
    }
  }
}

template class Winograd<float>;
template class Winograd<double>;

}  // namespace saddle
