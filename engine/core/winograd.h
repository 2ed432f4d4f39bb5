#pragma once

#include <cstdint>
#include <vector>

#include "core/portion.h"
#include "core/tensor.h"
#include "core/tile_product.h"

namespace saddle {

// Convolution with 3 x 3 filters and stride 1, m x m outputs at a time: F(m x m, 3 x 3) of Lavin and Gray, 2016, Fast
// algorithms for convolutional neural networks, section 4. For m = 2 it takes 16 multiplications for each channel
// instead of 36, for m = 4 it takes 36 instead of 144.
//
//   Y = A^T [ sum over c of (G g G^T) * (B^T d B) ] A
//
// where d are (m + 2) x (m + 2) pixels of the input, m apart, g the filters and * goes number by number: so it is a
// matrix product over channels for each place of d. Y is linear in g, so the gradient of the filters goes the same way
// backwards, with as few multiplications:
//
//   dg = G^T [ sum over blocks of (A dY A^T) * (B^T d B) ] G
//
// The result differs from the sum written out by rounding alone. In float, of the largest number in the result, that is
// some 1e-6 for m = 2 and, with the points 0, 1, -1, 2, -2 for m = 4, some 1e-5.
template <class Real>
class Winograd {
 public:
  // Sizes and padding in pixels; the input is (samples, height, width, channels), padded on all sides. m: 2 or 4.
  Winograd(int m, int channels, int height, int width, int filters, int padding);

  // The m that is fastest, or 0 where the transformations cost more than they save, or the channels do not fill a
  // register. It depends on the level of the kernels.
  static int best(int channels, int height, int width, int filters, int padding);
  // The same for the gradient of the weights, whose sums must stay in the second-level cache.
  static int best_for_weights(int channels, int height, int width, int filters, int padding);

  // Where filters lie, each as 3 x 3 numbers: so far from one input channel to the next, and from one filter.
  template <class T>
  struct Filters {
    T* data;
    int64_t channel_step, filter_step;
  };
  // `turned`: by 180 degrees. Allocates only the first time; after that the portions are independent of each other.
  void pack(const Filters<const Real>& filters, bool turned = false, Portion portion = {});

  // in: (samples, H, W, C); out: (samples, H + 2 * padding - 2, W + 2 * padding - 2, filters). bias: null for none.
  void run(int samples, const Real* in, const Real* bias, Epilogue epilogue, Real* out) const;

  // The gradient of the weights, in so many sums, from which unpack_weights() assigns it. `add`: to what they hold;
  // otherwise they are assigned.
  int64_t weight_sums() const { return panel_stride() * places(); }
  void sum_weights(int samples, const Real* in, const Real* dout, bool add, Real* sums) const;
  void unpack_weights(const Real* sums, const Filters<Real>& to, Portion portion = {}) const;
  // In so many portions packing and unpacking are worth sharing out.
  int portions() const;

 private:
  static constexpr int most_width = 16;  // of a register, at any level

  static int width() { return kernels<Real>().width; }
  template <class Body>
  void each_register(Portion portion, const Body& body) const;

  const WinogradKernels<Real>& kernel() const {
    return m_ == 4 ? kernels<Real>().winograd_4x4 : kernels<Real>().winograd_2x2;
  }
  int places() const { return (m_ + 2) * (m_ + 2); }
  // From one place to the next, in panels. Were it a power of two, they all would want the same lines of the cache.
  int64_t panel_stride() const { return channels_ * panels_width(tiles_) + 64 / static_cast<int64_t>(sizeof(Real)); }
  int out_height() const { return height_ + 2 * padding_ - 2; }
  int out_width() const { return width_ + 2 * padding_ - 2; }
  int64_t row_bytes() const;
  // Of the blocks' row `row`, as the kernels want it.
  WinogradInput<Real> input_row(const Real* image, int row, int64_t stride, Real* to) const;
  WinogradOutput<Real> output_row(int row, int64_t stride) const;
  int rows_at_once(int samples, int64_t bytes) const;

  int m_ = 0, channels_ = 0, height_ = 0, width_ = 0, filters_ = 0, padding_ = 0;
  int high_ = 0, wide_ = 0;  // blocks of m x m outputs, down and across
  std::vector<ColumnTile> tiles_;
  std::vector<int32_t> taps_;        // 0 .. channels - 1
  std::vector<int32_t> block_taps_;  // where the blocks begin that are summed over together
  Tensor<Real> panels_;              // by place
};

}  // namespace saddle
