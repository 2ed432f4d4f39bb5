#include "core/convolution.h"

#include "core/scratch.h"

namespace saddle {
namespace {

enum Slot { image_slot, filters_slot, sums_slot };

}  // namespace

template <class Real>
void Convolution<Real>::pack(const Real* weight, bool backward) {
  constexpr int width = Tile<Real>::columns;
  const int taps = g_.kernel_h * g_.kernel_w;
  const int64_t forward_size = int64_t{taps} * g_.channels * padded_columns<Real>(g_.filters);
  const int64_t backward_size = int64_t{taps} * g_.filters * padded_columns<Real>(g_.channels);
  if (forward_panels_.size() != forward_size) forward_panels_ = Tensor<Real>(Shape{forward_size});
  if (backward && backward_panels_.size() != backward_size) backward_panels_ = Tensor<Real>(Shape{backward_size});
  for (int f = 0; f < g_.filters; ++f) {
    for (int c = 0; c < g_.channels; ++c) {
      for (int tap = 0; tap < taps; ++tap) {
        const Real w = *weight++;
        forward_panels_[(int64_t{f / width} * taps * g_.channels + tap * g_.channels + c) * width + f % width] = w;
        if (!backward) continue;
        // The gradient of the input is a convolution of the gradient of the output with the filters turned by 180
        // degrees.
        backward_panels_[(int64_t{c / width} * taps * g_.filters + (taps - 1 - tap) * g_.filters + f) * width +
                         c % width] = w;
      }
    }
  }
}

// One sample with its padding around it; the sample itself where there is none.
template <class Real>
const Real* Convolution<Real>::padded_input(const Real* in) const {
  if (g_.padding_h == 0 && g_.padding_w == 0) return in;
  const int64_t row = int64_t{g_.width} * g_.channels, wide = int64_t{g_.width + 2 * g_.padding_w} * g_.channels;
  const int64_t size = wide * (g_.height + 2 * g_.padding_h);
  Real* padded = scratch<Real>(image_slot, size);
  std::fill_n(padded, size, Real(0));
  for (int y = 0; y < g_.height; ++y) {
    std::copy_n(in + y * row, row, padded + (y + g_.padding_h) * wide + int64_t{g_.padding_w} * g_.channels);
  }
  return padded;
}

// One sample's output gradient with as many columns a pixel as whole tiles have.
template <class Real>
const Real* Convolution<Real>::padded_filters(const Real* dout) const {
  const int columns = padded_columns<Real>(g_.filters);
  if (columns == g_.filters) return dout;
  const int64_t pixels = int64_t{g_.out_height()} * g_.out_width();
  Real* padded = scratch<Real>(filters_slot, pixels * columns);
  for (int64_t p = 0; p < pixels; ++p) {
    std::copy_n(dout + p * g_.filters, g_.filters, padded + p * columns);
    std::fill_n(padded + p * columns + g_.filters, columns - g_.filters, Real(0));
  }
  return padded;
}

template <class Real>
void Convolution<Real>::forward(int samples, const Real* in, const Real* bias, Epilogue epilogue, Real* out) const {
  const int64_t row = int64_t{g_.width + 2 * g_.padding_w} * g_.channels;
  const int64_t in_size = int64_t{g_.height} * g_.width * g_.channels, out_row = int64_t{g_.out_width()} * g_.filters;
  const RowProduct<Real> product{.blocks = g_.kernel_h,
                                 .block_step = row,
                                 .stride = int64_t{g_.stride_w} * g_.channels,
                                 .depth = g_.kernel_w * g_.channels,
                                 .packed = forward_panels_.data(),
                                 .columns = g_.filters,
                                 .bias = bias,
                                 .epilogue = epilogue};
  for (int n = 0; n < samples; ++n) {
    const Real* image = padded_input(in + n * in_size);
    for (int y = 0; y < g_.out_height(); ++y, out += out_row) {
      row_product(product, g_.out_width(), image + int64_t{y} * g_.stride_h * row, out);
    }
  }
}

template <class Real>
void Convolution<Real>::backward_input(int samples, const Real* dout, Real* din) const {
  const int above = g_.kernel_h - 1 - g_.padding_h, left = g_.kernel_w - 1 - g_.padding_w;
  const int high = g_.height + g_.kernel_h - 1, wide = g_.width + g_.kernel_w - 1;
  const int64_t row = int64_t{wide} * g_.filters, size = row * high, in_row = int64_t{g_.width} * g_.channels;
  const RowProduct<Real> product{.blocks = g_.kernel_h,
                                 .block_step = row,
                                 .stride = g_.filters,
                                 .depth = g_.kernel_w * g_.filters,
                                 .packed = backward_panels_.data(),
                                 .columns = g_.channels};
  // The gradient of the output, its pixels `stride` apart, with zeros between and around them.
  Real* spread = scratch<Real>(image_slot, size);
  std::fill_n(spread, size, Real(0));
  for (int n = 0; n < samples; ++n) {
    for (int y = 0; y < g_.out_height(); ++y) {
      Real* to = spread + (above + int64_t{y} * g_.stride_h) * row + int64_t{left} * g_.filters;
      if (g_.stride_w == 1) {
        std::copy_n(dout, int64_t{g_.out_width()} * g_.filters, to);
        dout += int64_t{g_.out_width()} * g_.filters;
        continue;
      }
      for (int x = 0; x < g_.out_width(); ++x, dout += g_.filters) {
        std::copy_n(dout, g_.filters, to + int64_t{x} * g_.stride_w * g_.filters);
      }
    }
    for (int y = 0; y < g_.height; ++y, din += in_row) row_product(product, g_.width, spread + y * row, din);
  }
}

template <class Real>
void Convolution<Real>::backward_weights(int samples, const Real* in, const Real* dout, Real* dweight,
                                         Real* dbias) const {
  const int columns = padded_columns<Real>(g_.filters), depth = g_.kernel_w * g_.channels;
  const int64_t row = int64_t{g_.width + 2 * g_.padding_w} * g_.channels,
                in_size = int64_t{g_.height} * g_.width * g_.channels;
  const int64_t out_size = int64_t{g_.out_height()} * g_.out_width() * g_.filters;
  const int64_t sums_size = int64_t{g_.kernel_h} * depth * columns;
  Real* sums = scratch<Real>(sums_slot, sums_size);  // (kh, kw, C, columns)
  std::fill_n(sums, sums_size, Real(0));
  if (dbias) std::fill_n(dbias, g_.filters, Real(0));
  for (int n = 0; n < samples; ++n) {
    const Real* image = padded_input(in + n * in_size);
    const Real* gradient = padded_filters(dout + n * out_size);
    for (int u = 0; u < g_.kernel_h; ++u) {
      for (int y = 0; y < g_.out_height(); ++y) {
        outer_product<Real>(g_.out_width(), depth, g_.filters, image + (int64_t{y} * g_.stride_h + u) * row,
                            int64_t{g_.stride_w} * g_.channels, gradient + int64_t{y} * g_.out_width() * columns,
                            columns, sums + int64_t{u} * depth * columns, columns);
      }
    }
    if (!dbias) continue;
    const Real* pixel = dout + n * out_size;
    for (int64_t p = 0; p < out_size; p += g_.filters) {
      for (int f = 0; f < g_.filters; ++f) dbias[f] += pixel[p + f];
    }
  }
  const int taps = g_.kernel_h * g_.kernel_w;
  for (int f = 0; f < g_.filters; ++f) {
    for (int c = 0; c < g_.channels; ++c) {
      for (int tap = 0; tap < taps; ++tap) *dweight++ = sums[(int64_t{tap} * g_.channels + c) * columns + f];
    }
  }
}

template class Convolution<float>;
template class Convolution<double>;

}  // namespace saddle
