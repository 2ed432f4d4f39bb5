#include <algorithm>

#include "core/direct_convolution.h"
#include "core/scratch.h"

namespace saddle {
namespace {

// Of the first-level cache, what a block of pixels may take, in bytes.
constexpr int64_t block_bytes = 22528;

struct WidenedGradient;  // owner of scratch memory

}  // namespace

template <class Real>
DirectFilterGradient<Real>::DirectFilterGradient(const ConvGeometry& geometry)
    : g_(geometry), footprint_(footprint_of(geometry)), filter_tiles_(column_tiles<Real>(geometry.filters)) {}

template <class Real>
int64_t DirectFilterGradient<Real>::size() const {
  return std::ssize(footprint_.taps) * panels_width(filter_tiles_);
}

template <class Real>
void DirectFilterGradient<Real>::sum(int samples, const Real* in, const Real* dout, bool add, Real* sums,
                                     Real* dbias) const {
  const auto& [frame, pixel_offsets, tap_offsets] = footprint_;
  const int depth = static_cast<int>(std::ssize(tap_offsets)), pixels = static_cast<int>(std::ssize(pixel_offsets));
  const int filters = g_.filters;
  const KernelTable<Real>& kernel = kernels<Real>();
  const int64_t out_size = int64_t{pixels} * filters;
  // The kernel reads whole registers.
  const int wide = std::max(filters, filter_tiles_.back().wide);
  Real* widened = wide == filters ? nullptr : scratch<WidenedGradient, Real>(int64_t{pixels} * wide);
  if (widened) std::fill_n(widened, int64_t{pixels} * wide, Real(0));
  // As many pixels at a time as stay in the first-level cache, with what lies under their taps, while all taps are
  // gone through.
  const int64_t beside = (g_.kernel_h - 1) * frame.row(),
                each = int64_t{g_.channels} * g_.stride_h * g_.stride_w + kernel.lanes * kernel.width;
  const int64_t fitting = std::max<int64_t>((block_bytes / int64_t{sizeof(Real)} - beside) / each, 32);
  const int pieces = static_cast<int>(std::max<int64_t>(1, (pixels + fitting / 2) / fitting));
  const int piece = (pixels + pieces - 1) / pieces;
  FramedImages<Real> images(frame, in);
  for (int n = 0; n < samples; ++n) {
    const Real* const image = images[n];
    const Real* gradient = dout + n * out_size;
    add_bias_gradient(pixels, filters, gradient, dbias);
    if (widened) {
      for (int p = 0; p < pixels; ++p)
        std::copy_n(gradient + int64_t{p} * filters, filters, widened + int64_t{p} * wide);
      gradient = widened;
    }
    for (int first = 0; first < pixels; first += piece) {
      for (const ColumnTile& tile : filter_tiles_) {
        kernel.multiply({.rows = depth,
                         .depth = std::min(piece, pixels - first),
                         .a = image,
                         .a_rows = {.table = tap_offsets.data()},
                         .taps = pixel_offsets.data() + first,
                         .b = gradient + int64_t{first} * wide + tile.first,
                         .b_step = wide,
                         .c = sums + tile.panel * depth,
                         .c_rows = {.step = tile.wide},
                         .lanes = tile.lanes,
                         .columns = tile.wide,
                         .add = add || n > 0 || first > 0});
      }
    }
  }
}

template <class Real>
void DirectFilterGradient<Real>::unpack(const Real* sums, Real* dweight, Portion) const {
  const int depth = static_cast<int>(std::ssize(footprint_.taps)), taps = g_.kernel_h * g_.kernel_w;
  const int channels = g_.channels;
  for (const ColumnTile& tile : filter_tiles_) {
    const Real* row = sums + tile.panel * depth;
    for (int k = 0; k < depth; ++k, row += tile.wide) {
      for (int j = 0; j < tile.columns; ++j)
        dweight[(int64_t{tile.first + j} * channels + k % channels) * taps + k / channels] = row[j];
    }
  }
}

template class DirectFilterGradient<float>;
template class DirectFilterGradient<double>;

}  // namespace saddle
