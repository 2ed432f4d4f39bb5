#include "core/pooling.h"

#include <algorithm>

namespace saddle {
namespace {

struct Window {
  int top, bottom, left, right;  // inside the image; bottom and right exclusive
};

Window window(const PoolGeometry& g, int y, int x) {
  const int top = y * g.stride_h - g.padding_h, left = x * g.stride_w - g.padding_w;
  return {std::max(top, 0), std::min(top + g.kernel_h, g.height), std::max(left, 0),
          std::min(left + g.kernel_w, g.width)};
}

}  // namespace

template <class Real>
void max_pool_forward(const PoolGeometry& g, int samples, const Real* in, Real* out) {
  const int channels = g.channels;
  for (int n = 0; n < samples; ++n, in += int64_t{g.height} * g.width * channels) {
    for (int y = 0; y < g.out_height(); ++y) {
      for (int x = 0; x < g.out_width(); ++x, out += channels) {
        const Window w = window(g, y, x);
        std::copy_n(in + (int64_t{w.top} * g.width + w.left) * channels, channels, out);
        for (int v = w.top; v < w.bottom; ++v) {
          for (int u = w.left; u < w.right; ++u) {
            const Real* __restrict pixel = in + (int64_t{v} * g.width + u) * channels;
            Real* __restrict largest = out;
            // NaN passes through: a comparison that keeps the old value would hide it.
            for (int c = 0; c < channels; ++c) largest[c] = pixel[c] <= largest[c] ? largest[c] : pixel[c];
          }
        }
      }
    }
  }
}

template <class Real>
void max_pool_backward(const PoolGeometry& g, int samples, const Real* in, const Real* out, const Real* dout,
                       Real* din) {
  const int channels = g.channels;
  const int64_t size = int64_t{g.height} * g.width * channels;
  for (int n = 0; n < samples; ++n, in += size, din += size) {
    std::fill_n(din, size, Real(0));
    for (int y = 0; y < g.out_height(); ++y) {
      for (int x = 0; x < g.out_width(); ++x, out += channels, dout += channels) {
        const Window w = window(g, y, x);
        for (int c = 0; c < channels; ++c) {
          bool given = false;
          for (int v = w.top; v < w.bottom && !given; ++v) {
            for (int u = w.left; u < w.right && !given; ++u) {
              const int64_t at = (int64_t{v} * g.width + u) * channels + c;
              if (in[at] != out[c]) continue;
              din[at] += dout[c];
              given = true;
            }
          }
        }
      }
    }
  }
}

template <class Real>
void average_pool_forward(const PoolGeometry& g, int samples, const Real* in, Real* out) {
  const int channels = g.channels;
  const Real share = Real(1) / static_cast<Real>(g.kernel_h * g.kernel_w);
  for (int n = 0; n < samples; ++n, in += int64_t{g.height} * g.width * channels) {
    for (int y = 0; y < g.out_height(); ++y) {
      for (int x = 0; x < g.out_width(); ++x, out += channels) {
        const Window w = window(g, y, x);
        std::fill_n(out, channels, Real(0));
        for (int v = w.top; v < w.bottom; ++v) {
          for (int u = w.left; u < w.right; ++u) {
            const Real* __restrict pixel = in + (int64_t{v} * g.width + u) * channels;
            Real* __restrict mean = out;
            for (int c = 0; c < channels; ++c) mean[c] += share * pixel[c];
          }
        }
      }
    }
  }
}

template <class Real>
void average_pool_backward(const PoolGeometry& g, int samples, const Real* dout, Real* din) {
  const int channels = g.channels;
  const int64_t size = int64_t{g.height} * g.width * channels;
  const Real share = Real(1) / static_cast<Real>(g.kernel_h * g.kernel_w);
  for (int n = 0; n < samples; ++n, din += size) {
    std::fill_n(din, size, Real(0));
    for (int y = 0; y < g.out_height(); ++y) {
      for (int x = 0; x < g.out_width(); ++x, dout += channels) {
        const Window w = window(g, y, x);
        for (int v = w.top; v < w.bottom; ++v) {
          for (int u = w.left; u < w.right; ++u) {
            const Real* __restrict gradient = dout;
            Real* __restrict pixel = din + (int64_t{v} * g.width + u) * channels;
            for (int c = 0; c < channels; ++c) pixel[c] += share * gradient[c];
          }
        }
      }
    }
  }
}

template void max_pool_forward<float>(const PoolGeometry&, int, const float*, float*);
template void max_pool_forward<double>(const PoolGeometry&, int, const double*, double*);
template void max_pool_backward<float>(const PoolGeometry&, int, const float*, const float*, const float*, float*);
template void max_pool_backward<double>(const PoolGeometry&, int, const double*, const double*, const double*, double*);
template void average_pool_forward<float>(const PoolGeometry&, int, const float*, float*);
template void average_pool_forward<double>(const PoolGeometry&, int, const double*, double*);
template void average_pool_backward<float>(const PoolGeometry&, int, const float*, float*);
template void average_pool_backward<double>(const PoolGeometry&, int, const double*, double*);

}  // namespace saddle
