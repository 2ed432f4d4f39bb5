#include "core/direct_convolution.h"

#include <algorithm>

#include "core/scratch.h"

namespace saddle {
namespace {

struct DirectBias;  // owner of scratch memory

// The rows k of all panels of `tiles`, one tile after the other: value(k, column), or 0 beside the last column.
template <class Real, class Value>
void fill_panels(const std::vector<ColumnTile>& tiles, int depth, Real* panels, const Value& value) {
  for (const ColumnTile& tile : tiles) {
    const int wide = tile.wide;
    Real* at = panels + tile.panel * depth;
    for (int k = 0; k < depth; ++k, at += wide) {
      for (int j = 0; j < tile.columns; ++j) at[j] = value(k, tile.first + j);
    }
  }
}

}  // namespace

Footprint footprint_of(const ConvGeometry& g) {
  Footprint found;
  found.frame = {.height = g.height,
                 .width = g.width,
                 .channels = g.channels,
                 .top = g.padding_h,
                 .bottom = g.padding_h,
                 .left = g.padding_w,
                 .right = g.padding_w};
  const int64_t row = found.frame.row();
  for (int y = 0; y < g.out_height(); ++y) {
    for (int x = 0; x < g.out_width(); ++x)
      found.pixels.push_back(static_cast<int32_t>(y * g.stride_h * row + int64_t{x} * g.stride_w * g.channels));
  }
  for (int u = 0; u < g.kernel_h; ++u) {
    for (int k = 0; k < g.kernel_w * g.channels; ++k) found.taps.push_back(static_cast<int32_t>(u * row + k));
  }
  return found;
}

template <class Real>
DirectConvolution<Real>::DirectConvolution(const ConvGeometry& geometry)
    : g_(geometry),
      footprint_(footprint_of(geometry)),
      filter_tiles_(column_tiles<Real>(geometry.filters)),
      channel_tiles_(column_tiles<Real>(geometry.channels)) {
  plan_backward();
}

// Where u = a + stride * t, the output pixel y takes from the padded input pixel i = stride * y + u; so pixel i gives
// its gradient to those of y = (i - a) / stride - t for which a is i modulo the stride.
template <class Real>
void DirectConvolution<Real>::plan_backward() {
  const ConvGeometry& g = g_;
  const auto frame = [](int stride, int padding, int kernel, int size, int out_size) {
    const int taps = (kernel - 1) / stride;  // beyond the first
    const int first = padding / stride - taps, last = (size - 1 + padding) / stride;
    return std::pair{std::max(0, -first), std::max(0, last - (out_size - 1))};
  };
  const auto [top, bottom] = frame(g.stride_h, g.padding_h, g.kernel_h, g.height, g.out_height());
  const auto [left, right] = frame(g.stride_w, g.padding_w, g.kernel_w, g.width, g.out_width());
  dout_frame_ = {.height = g.out_height(),
                 .width = g.out_width(),
                 .channels = g.filters,
                 .top = top,
                 .bottom = bottom,
                 .left = left,
                 .right = right};
  const int64_t row = dout_frame_.row();
  int64_t panels = 0;
  for (int a = 0; a < g.stride_h; ++a) {
    for (int b = 0; b < g.stride_w; ++b) {
      Phase phase;
      phase.panels = panels;
      // From the last tap to the first, so that memory is read in its order.
      for (int t = (g.kernel_h - 1 - a) / g.stride_h; a < g.kernel_h && t >= 0; --t) {
        for (int s = (g.kernel_w - 1 - b) / g.stride_w; b < g.kernel_w && s >= 0; --s) {
          phase.weights.push_back((a + g.stride_h * t) * g.kernel_w + b + g.stride_w * s);
          for (int f = 0; f < g.filters; ++f)
            phase.taps.push_back(static_cast<int32_t>(-t * row - int64_t{s} * g.filters + f));
        }
      }
      for (int i = 0; i < g.height; ++i) {
        if ((i + g.padding_h) % g.stride_h != a) continue;
        const int64_t y = (i + g.padding_h) / g.stride_h + top;
        for (int j = 0; j < g.width; ++j) {
          if ((j + g.padding_w) % g.stride_w != b) continue;
          const int64_t x = (j + g.padding_w) / g.stride_w + left;
          phase.pixels.push_back(static_cast<int32_t>((int64_t{i} * g.width + j) * g.channels));
          phase.from.push_back(static_cast<int32_t>(y * row + x * g.filters));
        }
      }
      panels += std::ssize(phase.taps) * panels_width(channel_tiles_);
      phases_.push_back(std::move(phase));
    }
  }
}

template <class Real>
void DirectConvolution<Real>::pack(const Real* weight, bool backward, Portion) {
  const int taps = g_.kernel_h * g_.kernel_w, channels = g_.channels, filters = g_.filters;
  const int64_t forward_size = int64_t{taps} * channels * panels_width(filter_tiles_);
  if (forward_panels_.size() != forward_size) forward_panels_ = Tensor<Real>(Shape{forward_size});
  fill_panels(filter_tiles_, taps * channels, forward_panels_.data(),
              [&](int k, int f) { return weight[(int64_t{f} * channels + k % channels) * taps + k / channels]; });
  if (!backward) return;
  const int64_t backward_size = int64_t{taps} * filters * panels_width(channel_tiles_);
  if (backward_panels_.size() != backward_size) backward_panels_ = Tensor<Real>(Shape{backward_size});
  for (const Phase& phase : phases_) {
    fill_panels(
        channel_tiles_, static_cast<int>(std::ssize(phase.taps)), backward_panels_.data() + phase.panels,
        [&](int k, int c) {
          return weight[(int64_t{k % filters} * channels + c) * taps + phase.weights[static_cast<size_t>(k / filters)]];
        });
  }
}

template <class Real>
void DirectConvolution<Real>::forward(int samples, const Real* in, const Real* bias, Epilogue epilogue,
                                      Real* out) const {
  const auto& [frame, pixel_offsets, tap_offsets] = footprint_;
  const int depth = static_cast<int>(std::ssize(tap_offsets)), pixels = static_cast<int>(std::ssize(pixel_offsets));
  Real* padded_bias = nullptr;
  if (bias) {
    padded_bias = scratch<DirectBias, Real>(panels_width(filter_tiles_));
    for (const ColumnTile& tile : filter_tiles_) std::copy_n(bias + tile.first, tile.columns, padded_bias + tile.panel);
  }
  FramedImages<Real> images(frame, in);
  for (int n = 0; n < samples; ++n) {
    const Real* const image = images[n];
    for (const ColumnTile& tile : filter_tiles_) {
      multiply_deep<Real>({.rows = pixels,
                           .depth = depth,
                           .a = image,
                           .a_rows = {.table = pixel_offsets.data()},
                           .taps = tap_offsets.data(),
                           .b = forward_panels_.data() + tile.panel * depth,
                           .b_step = tile.wide,
                           .c = out + int64_t{n} * pixels * g_.filters + tile.first,
                           .c_rows = {.step = g_.filters},
                           .lanes = tile.lanes,
                           .columns = tile.columns,
                           .bias = bias ? padded_bias + tile.panel : nullptr,
                           .epilogue = epilogue});
    }
  }
}

template <class Real>
void DirectConvolution<Real>::backward_input(int samples, const Real* dout, Real* din) const {
  const int64_t in_size = int64_t{g_.height} * g_.width * g_.channels;
  FramedImages<Real> images(dout_frame_, dout);
  for (int n = 0; n < samples; ++n) {
    const Real* const image = images[n];
    Real* const gradient = din + n * in_size;
    for (const Phase& phase : phases_) {
      const int depth = static_cast<int>(std::ssize(phase.taps));
      if (depth == 0) {
        for (const int32_t pixel : phase.pixels) std::fill_n(gradient + pixel, g_.channels, Real(0));
        continue;
      }
      for (const ColumnTile& tile : channel_tiles_) {
        multiply_deep<Real>({.rows = static_cast<int>(std::ssize(phase.pixels)),
                             .depth = depth,
                             .a = image,
                             .a_rows = {.table = phase.from.data()},
                             .taps = phase.taps.data(),
                             .b = backward_panels_.data() + phase.panels + tile.panel * depth,
                             .b_step = tile.wide,
                             .c = gradient + tile.first,
                             .c_rows = {.table = phase.pixels.data()},
                             .lanes = tile.lanes,
                             .columns = tile.columns});
      }
    }
  }
}

template class DirectConvolution<float>;
template class DirectConvolution<double>;

}  // namespace saddle
