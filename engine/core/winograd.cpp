#include "core/winograd.h"

#include <algorithm>
#include <numeric>

#include "core/scratch.h"

namespace saddle {
namespace {

// Owners of scratch memory.
struct InputBlocks;
struct OutputBlocks;

// Blocks that go through the products together: enough to make those efficient, few enough to stay in the second-level
// cache with their results.
constexpr int64_t blocks_bytes = 1 << 17;
// In the gradient of the weights the blocks are what is summed over: twice as many, so that the sums are loaded and
// stored half as often.
constexpr int64_t summed_bytes = 1 << 18;
constexpr int64_t most_sums_bytes = 1 << 19;

// From one of the 16 places to the next. Were it a power of two, they all would want the same lines of the cache.
template <class Real>
int64_t place_stride(int64_t blocks, int width) {
  return blocks * width + 64 / static_cast<int64_t>(sizeof(Real));
}

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
  const int64_t row_bytes = int64_t{places} * wide_ * (channels + filters) * static_cast<int64_t>(sizeof(Real));
  const int64_t blocks = std::max<int64_t>(1, summed_bytes / row_bytes) * wide_;
  for (int64_t block = 0; block < blocks; ++block) block_taps_.push_back(static_cast<int32_t>(block * channels));
}

template <class Real>
bool Winograd<Real>::pays(int channels, int filters) {
  const int width = kernels<Real>().width, some = std::min(width, 8);
  // Where a register holds 16 numbers, so few channels leave the direct sum waiting for its loads.
  const int least = width >= 16 ? 32 : 48;
  return channels % some == 0 && filters % some == 0 && std::min(channels, filters) >= 16 &&
         channels + filters >= least;
}

template <class Real>
bool Winograd<Real>::pays_for_weights(int channels, int filters) {
  return pays(channels, filters) &&
         int64_t{places} * channels * filters * static_cast<int64_t>(sizeof(Real)) <= most_sums_bytes;
}

// As large as whole blocks want it.
template <class Real>
ImageFrame Winograd<Real>::frame() const {
  return {.height = height_,
          .width = width_,
          .channels = channels_,
          .top = padding_,
          .bottom = 2 * high_ + 2 - padding_ - height_,
          .left = padding_,
          .right = 2 * wide_ + 2 - padding_ - width_};
}

template <class Real>
WinogradInput<Real> Winograd<Real>::input_row(const Real* image, int row, int64_t stride, Real* to) const {
  const int64_t width = int64_t{2 * wide_ + 2} * channels_;
  return {.image = image + 2 * row * width, .blocks = wide_, .channels = channels_, .stride = stride, .to = to};
}

template <class Real>
WinogradOutput<Real> Winograd<Real>::output_row(int row, int64_t stride) const {
  return {.blocks = wide_,
          .filters = filters_,
          .stride = stride,
          .out_width = out_width(),
          .lower = 2 * row + 1 < out_height()};
}

// Rows of blocks, of one or several pictures, that go through the products together.
template <class Real>
int Winograd<Real>::rows_at_once(int samples, int64_t bytes) const {
  const int64_t row_bytes = int64_t{places} * wide_ * (channels_ + filters_) * static_cast<int64_t>(sizeof(Real));
  return static_cast<int>(std::clamp<int64_t>(bytes / row_bytes, 1, int64_t{samples} * high_));
}

template <class Real>
void Winograd<Real>::run(int samples, const Real* in, const Real* bias, Epilogue epilogue, Real* out) const {
  const int64_t out_size = int64_t{out_height()} * out_width() * filters_;
  const int together = rows_at_once(samples, blocks_bytes), all = samples * high_;
  const int64_t most = int64_t{together} * wide_;
  const KernelTable<Real>& kernel = kernels<Real>();
  FramedImages<Real> images(frame(), in);
  const int64_t stride = place_stride<Real>(most, channels_), sums_stride = place_stride<Real>(most, filters_);
  Real* const blocks = scratch<InputBlocks, Real>(places * stride);
  Real* const sums = scratch<OutputBlocks, Real>(places * sums_stride);
  for (int first = 0; first < all; first += together) {
    const int rows = std::min(together, all - first);
    for (int r = 0; r < rows; ++r) {
      kernel.winograd_input(
          input_row(images[(first + r) / high_], (first + r) % high_, stride, blocks + int64_t{r} * wide_ * channels_));
    }
    for (int place = 0; place < places; ++place) {
      for (const ColumnTile& tile : tiles_) {
        kernel.multiply({.rows = rows * wide_,
                         .depth = channels_,
                         .a = blocks + place * stride,
                         .a_rows = {.step = channels_},
                         .taps = taps_.data(),
                         .b = panels_.data() + place * panel_size() + tile.panel * channels_,
                         .b_step = tile.wide,
                         .c = sums + place * sums_stride + tile.first,
                         .c_rows = {.step = filters_},
                         .lanes = tile.lanes,
                         .columns = tile.columns});
      }
    }
    for (int r = 0; r < rows; ++r) {
      const int row = (first + r) % high_;
      kernel.winograd_output(output_row(row, sums_stride), sums + int64_t{r} * wide_ * filters_, bias, epilogue,
                             out + (first + r) / high_ * out_size + output_begin(row));
    }
  }
}

template <class Real>
void Winograd<Real>::add_to_weights(int samples, const Real* in, const Real* dout, Real* sums) const {
  const int64_t out_size = int64_t{out_height()} * out_width() * filters_;
  const int together = rows_at_once(samples, summed_bytes), all = samples * high_;
  const int64_t most = int64_t{together} * wide_;
  const KernelTable<Real>& kernel = kernels<Real>();
  FramedImages<Real> images(frame(), in);
  const int64_t stride = place_stride<Real>(most, channels_), gradients_stride = place_stride<Real>(most, filters_);
  Real* const blocks = scratch<InputBlocks, Real>(places * stride);
  Real* const gradients = scratch<OutputBlocks, Real>(places * gradients_stride);
  for (int first = 0; first < all; first += together) {
    const int rows = std::min(together, all - first);
    for (int r = 0; r < rows; ++r) {
      const int sample = (first + r) / high_, row = (first + r) % high_;
      kernel.winograd_input(input_row(images[sample], row, stride, blocks + int64_t{r} * wide_ * channels_));
      kernel.winograd_gradient(output_row(row, gradients_stride), dout + sample * out_size + output_begin(row),
                               gradients + int64_t{r} * wide_ * filters_);
    }
    for (int place = 0; place < places; ++place) {
      for (const ColumnTile& tile : tiles_) {
        kernel.multiply({.rows = channels_,
                         .depth = rows * wide_,
                         .a = blocks + place * stride,
                         .a_rows = {.step = 1},
                         .taps = block_taps_.data(),
                         .b = gradients + place * gradients_stride + tile.first,
                         .b_step = filters_,
                         .c = sums + place * panel_size() + tile.panel * channels_,
                         .c_rows = {.step = tile.wide},
                         .lanes = tile.lanes,
                         .columns = tile.columns,
                         .add = true});
      }
    }
  }
}

template class Winograd<float>;
template class Winograd<double>;

}  // namespace saddle
