#include "core/winograd.h"

#include <algorithm>
#include <numeric>

#include "core/scratch.h"
#include "core/transpose.h"

namespace saddle {
namespace {

// Owners of scratch memory.
struct InputBlocks;
struct OutputBlocks;

// Blocks that go through the products together: enough to make those efficient, few enough to stay in the second-level
// cache with their results.
constexpr int64_t blocks_bytes = 1 << 18;
// In the gradient of the weights the blocks are what is summed over: the more, the less often the sums are loaded and
// stored.
constexpr int64_t summed_bytes = 1 << 19;
constexpr int64_t most_sums_bytes = 1 << 20;

// From one of the places to the next. Were it a power of two, they all would want the same lines of the cache.
template <class Real>
int64_t place_stride(int64_t blocks, int width) {
  return blocks * width + 64 / static_cast<int64_t>(sizeof(Real));
}

}  // namespace

template <class Real>
Winograd<Real>::Winograd(int m, int channels, int height, int width, int filters, int padding)
    : m_(m),
      channels_(channels),
      height_(height),
      width_(width),
      filters_(filters),
      padding_(padding),
      high_((out_height() + m - 1) / m),
      wide_((out_width() + m - 1) / m),
      tiles_(column_tiles<Real>(filters)),
      taps_(static_cast<size_t>(channels)) {
  std::iota(taps_.begin(), taps_.end(), 0);
  const int64_t blocks = std::max<int64_t>(1, summed_bytes / row_bytes()) * wide_;
  for (int64_t block = 0; block < blocks; ++block) block_taps_.push_back(static_cast<int32_t>(block * channels));
}

template <class Real>
int Winograd<Real>::best(int channels, int height, int width, int filters, int padding) {
  const int register_width = kernels<Real>().width;
  // The baseline keeps to the smaller rounding: it is asked for where runs on different machines are compared.
  if (register_width * sizeof(Real) < 32) {
    const bool whole = channels % register_width == 0 && filters % register_width == 0;
    return whole && std::min(channels, filters) >= 16 && channels + filters >= 48 ? 2 : 0;
  }
  if (std::min(channels, filters) < std::max(register_width, 8)) return 0;
  // The last blocks may reach beyond the image.
  const auto multiplications = [&](int m) {
    const int64_t high = (height + 2 * padding - 2 + m - 1) / m, wide = (width + 2 * padding - 2 + m - 1) / m;
    return high * wide * (m + 2) * (m + 2);
  };
  return multiplications(4) < multiplications(2) ? 4 : 2;
}

template <class Real>
int Winograd<Real>::best_for_weights(int channels, int height, int width, int filters, int padding) {
  const auto fits = [&](int64_t side) {
    return side * side * channels * filters * static_cast<int64_t>(sizeof(Real)) <= most_sums_bytes;
  };
  const int m = best(channels, height, width, filters, padding);
  return m == 4 && fits(6) ? 4 : m != 0 && fits(4) ? 2 : 0;
}

// body(c, first, columns, at) for each register of filters, and each channel c of the portion: how many filters there
// are from `first` on, and where the register lies in the panels.
template <class Real>
template <class Body>
void Winograd<Real>::each_register(Portion portion, const Body& body) const {
  const int first = static_cast<int>(portion.begin(channels_)), end = static_cast<int>(portion.end(channels_));
  for (const ColumnTile& tile : tiles_) {
    for (int beside = 0; beside < tile.columns; beside += width()) {
      const int columns = std::min(width(), tile.columns - beside);
      for (int c = first; c < end; ++c)
        body(c, tile.first + beside, columns, tile.panel * channels_ + int64_t{c} * tile.wide + beside);
    }
  }
}

template <class Real>
void Winograd<Real>::pack(const Filters<const Real>& filters, bool turned, Portion portion) {
  const int64_t size = weight_sums();
  if (panels_.size() != size) panels_ = Tensor<Real>(Shape{size});
  const int wide = width();
  each_register(portion, [&](int c, int first, int columns, int64_t at) {
    Real g[9 * most_width];
    if (columns < wide) std::fill_n(g, 9 * wide, Real(0));
    transpose<Real>(columns, 9, filters.data + c * filters.channel_step + first * filters.filter_step,
                    filters.filter_step, turned ? g + 8 * wide : g, turned ? -wide : wide);
    kernel().filters(wide, g, panel_stride(), panels_.data() + at);
  });
}

template <class Real>
void Winograd<Real>::unpack_weights(const Real* sums, const Filters<Real>& to, Portion portion) const {
  each_register(portion, [&](int c, int first, int columns, int64_t at) {
    Real g[9 * most_width];
    kernel().filters_gradient(width(), sums + at, panel_stride(), g);
    transpose<Real>(9, columns, g, width(), to.data + c * to.channel_step + first * to.filter_step, to.filter_step);
  });
}

template <class Real>
int Winograd<Real>::portions() const {
  constexpr int64_t worth_a_thread = 512;  // filters of one channel
  return static_cast<int>(std::clamp<int64_t>(int64_t{channels_} * filters_ / worth_a_thread, 1, channels_));
}

template <class Real>
WinogradInput<Real> Winograd<Real>::input_row(const Real* image, int row, int64_t stride, Real* to) const {
  return {.image = image,
          .height = height_,
          .width = width_,
          .channels = channels_,
          .padding = padding_,
          .row = row,
          .blocks = wide_,
          .stride = stride,
          .to = to};
}

template <class Real>
WinogradOutput<Real> Winograd<Real>::output_row(int row, int64_t stride) const {
  return {
      .height = out_height(), .width = out_width(), .filters = filters_, .row = row, .blocks = wide_, .stride = stride};
}

// What a row of blocks takes, before and after the products.
template <class Real>
int64_t Winograd<Real>::row_bytes() const {
  return int64_t{places()} * wide_ * (channels_ + filters_) * static_cast<int64_t>(sizeof(Real));
}

// Rows of blocks, of one or several pictures, that go through the products together.
template <class Real>
int Winograd<Real>::rows_at_once(int samples, int64_t bytes) const {
  return static_cast<int>(std::clamp<int64_t>(bytes / row_bytes(), 1, int64_t{samples} * high_));
}

template <class Real>
void Winograd<Real>::run(int samples, const Real* in, const Real* bias, Epilogue epilogue, Real* out) const {
  const int64_t in_size = int64_t{height_} * width_ * channels_,
                out_size = int64_t{out_height()} * out_width() * filters_;
  const int together = rows_at_once(samples, blocks_bytes), all = samples * high_;
  const int64_t most = int64_t{together} * wide_;
  const auto multiply = kernels<Real>().multiply;
  const int64_t stride = place_stride<Real>(most, channels_), sums_stride = place_stride<Real>(most, filters_);
  Real* const blocks = scratch<InputBlocks, Real>(places() * stride);
  Real* const sums = scratch<OutputBlocks, Real>(places() * sums_stride);
  for (int first = 0; first < all; first += together) {
    const int rows = std::min(together, all - first);
    for (int r = 0; r < rows; ++r) {
      const int sample = (first + r) / high_, row = (first + r) % high_;
      kernel().input(input_row(in + sample * in_size, row, stride, blocks + int64_t{r} * wide_ * channels_));
    }
    for (int place = 0; place < places(); ++place) {
      for (const ColumnTile& tile : tiles_) {
        multiply({.rows = rows * wide_,
                  .depth = channels_,
                  .a = blocks + place * stride,
                  .a_rows = {.step = channels_},
                  .taps = taps_.data(),
                  .b = panels_.data() + place * panel_stride() + tile.panel * channels_,
                  .b_step = tile.wide,
                  .c = sums + place * sums_stride + tile.first,
                  .c_rows = {.step = filters_},
                  .lanes = tile.lanes,
                  .columns = tile.columns});
      }
    }
    for (int r = 0; r < rows; ++r) {
      const int sample = (first + r) / high_, row = (first + r) % high_;
      kernel().output(output_row(row, sums_stride), sums + int64_t{r} * wide_ * filters_, bias, epilogue,
                      out + sample * out_size);
    }
  }
}

template <class Real>
void Winograd<Real>::sum_weights(int samples, const Real* in, const Real* dout, bool add, Real* sums) const {
  const int64_t in_size = int64_t{height_} * width_ * channels_,
                out_size = int64_t{out_height()} * out_width() * filters_;
  const int together = rows_at_once(samples, summed_bytes), all = samples * high_;
  const int64_t most = int64_t{together} * wide_;
  const auto multiply = kernels<Real>().multiply;
  const int64_t stride = place_stride<Real>(most, channels_), gradients_stride = place_stride<Real>(most, filters_);
  Real* const blocks = scratch<InputBlocks, Real>(places() * stride);
  Real* const gradients = scratch<OutputBlocks, Real>(places() * gradients_stride);
  for (int first = 0; first < all; first += together) {
    const int rows = std::min(together, all - first);
    for (int r = 0; r < rows; ++r) {
      const int sample = (first + r) / high_, row = (first + r) % high_;
      kernel().input(input_row(in + sample * in_size, row, stride, blocks + int64_t{r} * wide_ * channels_));
      kernel().gradient(output_row(row, gradients_stride), dout + sample * out_size,
                        gradients + int64_t{r} * wide_ * filters_);
    }
    for (int place = 0; place < places(); ++place) {
      for (const ColumnTile& tile : tiles_) {
        multiply({.rows = channels_,
                  .depth = rows * wide_,
                  .a = blocks + place * stride,
                  .a_rows = {.step = 1},
                  .taps = block_taps_.data(),
                  .b = gradients + place * gradients_stride + tile.first,
                  .b_step = filters_,
                  .c = sums + place * panel_stride() + tile.panel * channels_,
                  .c_rows = {.step = tile.wide},
                  .lanes = tile.lanes,
                  .columns = tile.columns,
                  .add = add || first > 0});
      }
    }
  }
}

template class Winograd<float>;
template class Winograd<double>;

}  // namespace saddle
