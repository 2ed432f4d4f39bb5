#pragma once

#include <cstdint>
#include <vector>

#include "core/framed_images.h"
#include "core/tensor.h"
#include "core/tile_product.h"

namespace saddle {

// Convolution with 3 x 3 filters and stride 1, four outputs at a time with 16 multiplications for each channel instead
// of 36: F(2 x 2, 3 x 3) of Lavin and Gray, 2016, Fast algorithms for convolutional neural networks, section 4.1. The
// result differs from the sum written out by rounding alone.
//
//   Y = A^T [ sum over c of (G g G^T) * (B^T d B) ] A
//
// where d are 4 x 4 pixels of the input, 2 apart, g the filters and * goes number by number: so it is 16 matrix
// products over channels, one for each place in the 4 x 4. Y is linear in g, so the gradient of the filters goes the
// same way backwards, with as few multiplications:
//
//   dg = G^T [ sum over blocks of (A dY A^T) * (B^T d B) ] G
template <class Real>
class Winograd {
 public:
  // Sizes and padding in pixels; the input is (samples, height, width, channels), padded on all sides.
  Winograd(int channels, int height, int width, int filters, int padding);

  // Whether the channels nearly fill whole registers, and the transformations cost less than they save.
  static bool pays(int channels, int filters);
  // The same for the gradient of the weights, whose sums must stay in the second-level cache.
  static bool pays_for_weights(int channels, int filters);

  // weight(c, f, u, v): of the filter f, for the input channel c, at row u and column v. Allocates only the first time.
  template <class Weight>
  void pack(const Weight& weight) {
    const int64_t size = panel_size() * places;
    if (panels_.size() != size) panels_ = Tensor<Real>(Shape{size});
    for (const ColumnTile& tile : tiles_) {
      const int wide = tile.wide;
      Real* const panel = panels_.data() + tile.panel * channels_;
      for (int c = 0; c < channels_; ++c) {
        for (int j = 0; j < tile.columns; ++j) {
          Real rows[4][3], g[3];
          for (int v = 0; v < 3; ++v) {
            for (int u = 0; u < 3; ++u) g[u] = weight(c, tile.first + j, u, v);
            spread(g[0], g[1], g[2], [&](int place, Real value) { rows[place][v] = value; });
          }
          for (int i = 0; i < 4; ++i) {
            spread(rows[i][0], rows[i][1], rows[i][2], [&](int place, Real value) {
              panel[(4 * i + place) * panel_size() + int64_t{c} * wide + j] = value;
            });
          }
        }
      }
    }
  }

  // in: (samples, H, W, C); out: (samples, H + 2 * padding - 2, W + 2 * padding - 2, filters). bias: null for none.
  void run(int samples, const Real* in, const Real* bias, Epilogue epilogue, Real* out) const;

  // Adds the gradient of the weights to so many sums, which put(c, f, u, v, value) gets from unpack_weights().
  int64_t weight_sums() const { return panel_size() * places; }
  void add_to_weights(int samples, const Real* in, const Real* dout, Real* sums) const;
  template <class Put>
  void unpack_weights(const Real* sums, const Put& put) const {
    for (const ColumnTile& tile : tiles_) {
      const int wide = tile.wide;
      for (int c = 0; c < channels_; ++c) {
        for (int j = 0; j < tile.columns; ++j) {
          const Real* const sum = sums + tile.panel * channels_ + int64_t{c} * wide + j;
          Real rows[3][4], m[4];
          for (int x = 0; x < 4; ++x) {
            for (int y = 0; y < 4; ++y) m[y] = sum[(4 * y + x) * panel_size()];
            gather(m, [&](int u, Real value) { rows[u][x] = value; });
          }
          for (int u = 0; u < 3; ++u) gather(rows[u], [&](int v, Real value) { put(c, tile.first + j, u, v, value); });
        }
      }
    }
  }

 private:
  static constexpr int places = 16;

  // One column of G g, or one row of (G g) G^T.
  template <class Put>
  static void spread(Real a, Real b, Real c, const Put& put) {
    put(0, a);
    put(1, (a + b + c) / 2);
    put(2, (a - b + c) / 2);
    put(3, c);
  }
  // One column of G^T m, or one row of (G^T m) G.
  template <class Put>
  static void gather(const Real (&m)[4], const Put& put) {
    put(0, m[0] + (m[1] + m[2]) / 2);
    put(1, (m[1] - m[2]) / 2);
    put(2, (m[1] + m[2]) / 2 + m[3]);
  }
  int64_t panel_size() const { return channels_ * panels_width(tiles_); }
  int out_height() const { return height_ + 2 * padding_ - 2; }
  int out_width() const { return width_ + 2 * padding_ - 2; }
  ImageFrame frame() const;
  // Of the blocks' row `row`, as the kernels want it.
  WinogradInput<Real> input_row(const Real* image, int row, int64_t stride, Real* to) const;
  WinogradOutput<Real> output_row(int row, int64_t stride) const;
  int64_t output_begin(int row) const { return int64_t{2 * row} * out_width() * filters_; }
  int rows_at_once(int samples, int64_t bytes) const;

  int channels_ = 0, height_ = 0, width_ = 0, filters_ = 0, padding_ = 0;
  int high_ = 0, wide_ = 0;  // blocks of 2 x 2 outputs, down and across
  std::vector<ColumnTile> tiles_;
  std::vector<int32_t> taps_;        // 0 .. channels - 1
  std::vector<int32_t> block_taps_;  // where the blocks begin that are summed over together
  Tensor<Real> panels_;              // by place
};

}  // namespace saddle
