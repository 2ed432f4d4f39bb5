#include "core/convolution.h"

#include <algorithm>

#include "core/columns.h"
#include "core/scratch.h"

namespace saddle {
namespace {

// Of the first-level cache, what a block of pixels may take.
constexpr int64_t block_bytes = 22528;

enum Slot { image_slot, filters_slot, bias_slot };

// The rows k of all panels of `tiles`, one tile after the other: value(k, column), or 0 beside the last column.
template <class Real, class Value>
void fill_panels(const std::vector<ColumnTile>& tiles, int depth, Real* panels, const Value& value) {
  for (const ColumnTile& tile : tiles) {
    const int wide = tile.lanes * Tile<Real>::width;
    Real* at = panels + tile.panel * depth;
    for (int k = 0; k < depth; ++k, at += wide) {
      for (int j = 0; j < tile.columns; ++j) at[j] = value(k, tile.first + j);
    }
  }
}

}  // namespace

template <class Real>
Convolution<Real>::Convolution(const ConvGeometry& geometry)
    : g_(geometry),
      filter_tiles_(column_tiles<Real>(geometry.filters)),
      channel_tiles_(column_tiles<Real>(geometry.channels)) {
  plan_forward();
  plan_backward();
  const ConvGeometry& g = g_;
  const bool fits =
      g.kernel_h == 3 && g.kernel_w == 3 && g.stride_h == 1 && g.stride_w == 1 && g.padding_h == g.padding_w;
  if (!fits || !Winograd<Real>::pays(g.channels, g.filters)) return;
  fast_forward_ = Winograd<Real>(g.channels, g.height, g.width, g.filters, g.padding_h);
  fast_backward_ = Winograd<Real>(g.filters, g.out_height(), g.out_width(), g.channels, 2 - g.padding_h);
  fast_weights_ = Winograd<Real>::pays_for_weights(g.channels, g.filters);
}

template <class Real>
void Convolution<Real>::plan_forward() {
  const ConvGeometry& g = g_;
  in_frame_ = {.height = g.height,
               .width = g.width,
               .channels = g.channels,
               .top = g.padding_h,
               .bottom = g.padding_h,
               .left = g.padding_w,
               .right = g.padding_w};
  const int64_t row = in_frame_.row();
  for (int y = 0; y < g.out_height(); ++y) {
    for (int x = 0; x < g.out_width(); ++x)
      pixels_.push_back(static_cast<int32_t>(y * g.stride_h * row + int64_t{x} * g.stride_w * g.channels));
  }
  for (int u = 0; u < g.kernel_h; ++u) {
    for (int k = 0; k < g.kernel_w * g.channels; ++k) taps_.push_back(static_cast<int32_t>(u * row + k));
  }
}

// Where u = a + stride * t, the output pixel y takes from the padded input pixel i = stride * y + u; so pixel i gives
// its gradient to those of y = (i - a) / stride - t for which a is i modulo the stride.
template <class Real>
void Convolution<Real>::plan_backward() {
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
      panels += std::ssize(phase.taps) * panels_width<Real>(channel_tiles_);
      phases_.push_back(std::move(phase));
    }
  }
}

template <class Real>
void Convolution<Real>::pack(const Real* weight, bool backward) {
  const int taps = g_.kernel_h * g_.kernel_w, channels = g_.channels, filters = g_.filters;
  if (!fast_forward_.empty()) {
    const auto at = [&](int f, int c, int u, int v) { return weight[((int64_t{f} * channels + c) * 3 + u) * 3 + v]; };
    fast_forward_.pack([&](int c, int f, int u, int v) { return at(f, c, u, v); });
    // The gradient of the input is a convolution of the output's with the filters turned by 180 degrees.
    if (backward) fast_backward_.pack([&](int f, int c, int u, int v) { return at(f, c, 2 - u, 2 - v); });
    return;
  }
  const int64_t forward_size = int64_t{taps} * channels * panels_width<Real>(filter_tiles_);
  if (forward_panels_.size() != forward_size) forward_panels_ = Tensor<Real>(Shape{forward_size});
  fill_panels(filter_tiles_, taps * channels, forward_panels_.data(),
              [&](int k, int f) { return weight[(int64_t{f} * channels + k % channels) * taps + k / channels]; });
  if (!backward) return;
  const int64_t backward_size = int64_t{taps} * filters * panels_width<Real>(channel_tiles_);
  if (backward_panels_.size() != backward_size) backward_panels_ = Tensor<Real>(Shape{backward_size});
  for (const Phase& phase : phases_) {
    fill_panels(
        channel_tiles_, static_cast<int>(std::ssize(phase.taps)), backward_panels_.data() + phase.panels,
        [&](int k, int c) {
          return weight[(int64_t{k % filters} * channels + c) * taps + phase.weights[static_cast<size_t>(k / filters)]];
        });
  }
}

// body(n, image) for each sample, with zeros around the image where the frame wants them.
template <class Real>
template <class Body>
void Convolution<Real>::each_sample(const Frame& frame, int samples, const Real* images, const Body& body) const {
  if (frame.bare()) {
    for (int n = 0; n < samples; ++n) body(n, images + n * frame.image());
    return;
  }
  Real* memory = scratch<Real>(image_slot, frame.size());
  const int64_t row = frame.row(), width = int64_t{frame.width} * frame.channels,
                beside = int64_t{frame.left + frame.right} * frame.channels;
  Real* const inside = memory + frame.top * row + int64_t{frame.left} * frame.channels;
  // From the end of each row of the image to the beginning of the next.
  std::fill(memory, inside, Real(0));
  for (int y = 0; y + 1 < frame.height; ++y) std::fill_n(inside + y * row + width, beside, Real(0));
  std::fill(inside + (frame.height - 1) * row + width, memory + frame.size(), Real(0));
  for (int n = 0; n < samples; ++n) {
    const Real* image = images + n * frame.image();
    for (int y = 0; y < frame.height; ++y) std::copy_n(image + y * width, width, inside + y * row);
    body(n, memory);
  }
}

template <class Real>
void Convolution<Real>::forward(int samples, const Real* in, const Real* bias, Epilogue epilogue, Real* out) const {
  const int depth = static_cast<int>(std::ssize(taps_)), pixels = static_cast<int>(std::ssize(pixels_));
  if (!fast_forward_.empty()) {
    fast_forward_.run(samples, in, bias, epilogue, out);
    return;
  }
  Real* padded_bias = nullptr;
  if (bias) {
    padded_bias = scratch<Real>(bias_slot, panels_width<Real>(filter_tiles_));
    for (const ColumnTile& tile : filter_tiles_) std::copy_n(bias + tile.first, tile.columns, padded_bias + tile.panel);
  }
  each_sample(in_frame_, samples, in, [&](int n, const Real* image) {
    for (const ColumnTile& tile : filter_tiles_) {
      multiply_deep<Real>({.rows = pixels,
                           .depth = depth,
                           .a = image,
                           .a_rows = {.table = pixels_.data()},
                           .taps = taps_.data(),
                           .b = forward_panels_.data() + tile.panel * depth,
                           .b_step = int64_t{tile.lanes} * Tile<Real>::width,
                           .c = out + int64_t{n} * pixels * g_.filters + tile.first,
                           .c_rows = {.step = g_.filters},
                           .lanes = tile.lanes,
                           .columns = tile.columns,
                           .bias = bias ? padded_bias + tile.panel : nullptr,
                           .epilogue = epilogue});
    }
  });
}

template <class Real>
void Convolution<Real>::backward_input(int samples, const Real* dout, Real* din) const {
  if (!fast_backward_.empty()) {
    fast_backward_.run(samples, dout, nullptr, Epilogue::none, din);
    return;
  }
  const int64_t in_size = int64_t{g_.height} * g_.width * g_.channels;
  each_sample(dout_frame_, samples, dout, [&](int n, const Real* image) {
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
                             .b_step = int64_t{tile.lanes} * Tile<Real>::width,
                             .c = gradient + tile.first,
                             .c_rows = {.table = phase.pixels.data()},
                             .lanes = tile.lanes,
                             .columns = tile.columns});
      }
    }
  });
}

template <class Real>
void Convolution<Real>::backward_weights(int samples, const Real* in, const Real* dout, bool add, Real* sums,
                                         Real* dbias) const {
  const int depth = static_cast<int>(std::ssize(taps_)), pixels = static_cast<int>(std::ssize(pixels_));
  const int filters = g_.filters;
  const int64_t out_size = int64_t{pixels} * filters;
  if (!add) {
    std::fill_n(sums, weight_sums(), Real(0));
    if (dbias) std::fill_n(dbias, filters, Real(0));
  }
  Real* const sample_bias = scratch<Real>(bias_slot, filters);
  const auto add_to_bias = [&](const Real* gradient) {
    if (!dbias) return;
    sum_columns(pixels, filters, gradient, sample_bias);
    for (int f = 0; f < filters; ++f) dbias[f] += sample_bias[f];
  };
  if (fast_weights_) {
    for (int n = 0; n < samples; ++n) add_to_bias(dout + n * out_size);
    fast_forward_.add_to_weights(samples, in, dout, sums);
    return;
  }
  // The kernel reads whole registers.
  const int wide = std::max(filters, filter_tiles_.back().lanes * Tile<Real>::width);
  Real* widened = wide == filters ? nullptr : scratch<Real>(filters_slot, int64_t{pixels} * wide);
  if (widened) std::fill_n(widened, int64_t{pixels} * wide, Real(0));
  // As many pixels at a time as stay in the first-level cache, with what lies under their taps, while all taps are
  // gone through.
  const int64_t beside = (g_.kernel_h - 1) * in_frame_.row(),
                each = int64_t{g_.channels} * g_.stride_h * g_.stride_w + Tile<Real>::lanes * Tile<Real>::width;
  const int64_t fitting = std::max<int64_t>((block_bytes / int64_t{sizeof(Real)} - beside) / each, 32);
  const int pieces = static_cast<int>(std::max<int64_t>(1, (pixels + fitting / 2) / fitting));
  const int piece = (pixels + pieces - 1) / pieces;
  each_sample(in_frame_, samples, in, [&](int n, const Real* image) {
    const Real* gradient = dout + n * out_size;
    add_to_bias(gradient);
    if (widened) {
      for (int p = 0; p < pixels; ++p)
        std::copy_n(gradient + int64_t{p} * filters, filters, widened + int64_t{p} * wide);
      gradient = widened;
    }
    for (int first = 0; first < pixels; first += piece) {
      for (const ColumnTile& tile : filter_tiles_) {
        const int tile_width = tile.lanes * Tile<Real>::width;
        multiply<Real>({.rows = depth,
                        .depth = std::min(piece, pixels - first),
                        .a = image,
                        .a_rows = {.table = taps_.data()},
                        .taps = pixels_.data() + first,
                        .b = gradient + int64_t{first} * wide + tile.first,
                        .b_step = wide,
                        .c = sums + tile.panel * depth,
                        .c_rows = {.step = tile_width},
                        .lanes = tile.lanes,
                        .columns = tile_width,
                        .add = true});
      }
    }
  });
}

template <class Real>
void Convolution<Real>::unpack(const Real* sums, Real* dweight) const {
  const int depth = static_cast<int>(std::ssize(taps_)), taps = g_.kernel_h * g_.kernel_w, channels = g_.channels;
  if (fast_weights_) {
    fast_forward_.unpack_weights(sums, [&](int c, int f, int u, int v, Real value) {
      dweight[((int64_t{f} * channels + c) * 3 + u) * 3 + v] = value;
    });
    return;
  }
  for (const ColumnTile& tile : filter_tiles_) {
    const Real* row = sums + tile.panel * depth;
    for (int k = 0; k < depth; ++k, row += tile.lanes * Tile<Real>::width) {
      for (int j = 0; j < tile.columns; ++j)
        dweight[(int64_t{tile.first + j} * channels + k % channels) * taps + k / channels] = row[j];
    }
  }
}

template class Convolution<float>;
template class Convolution<double>;

}  // namespace saddle
