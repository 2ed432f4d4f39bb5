#include "core/pooling.h"

#include <algorithm>
#include <type_traits>

#include "core/columns.h"

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

// `value` where `here`, otherwise 0.
template <class V>
[[gnu::always_inline]] inline V where_only(const typename V::mask_type& here, V value) {
  where(!here, value) = V(0);
  return value;
}

// Of a window of 2 x 2, the usual one: all is read before anything is written, so that no load waits for a store.
template <class V, class Real>
[[gnu::always_inline]] inline void share_out_in_four(const Real* in, int64_t row, int64_t channels, V largest,
                                                     V gradient, Real* din) {
  const auto first = loaded<V>(in) == largest, second = loaded<V>(in + channels) == largest,
             third = loaded<V>(in + row) == largest, fourth = loaded<V>(in + row + channels) == largest;
  where_only<V>(first, gradient).copy_to(din, stdx::element_aligned);
  where_only<V>(second && !first, gradient).copy_to(din + channels, stdx::element_aligned);
  where_only<V>(third && !(first || second), gradient).copy_to(din + row, stdx::element_aligned);
  where_only<V>(fourth && !(first || second || third), gradient).copy_to(din + row + channels, stdx::element_aligned);
}

}  // namespace

template <class Real>
void max_pool_forward(const PoolGeometry& g, int samples, const Real* in, Real* out) {
  const int64_t channels = g.channels, row = g.width * channels;
  for (int n = 0; n < samples; ++n, in += g.height * row) {
    for (int y = 0; y < g.out_height(); ++y) {
      for (int x = 0; x < g.out_width(); ++x, out += channels) {
        const Window w = window(g, y, x);
        const Real* const corner = in + w.top * row + w.left * channels;
        const int high = w.bottom - w.top, wide = w.right - w.left;
        each_column_or_twice<Real>(channels, [=](auto lane, int64_t c) {
          using V = decltype(lane);
          V largest = loaded<V>(corner + c);
          for (int v = 0; v < high; ++v) {
            for (int u = 0; u < wide; ++u) {
              const V pixel = loaded<V>(corner + v * row + u * channels + c);
              // NaN passes through: a comparison that keeps the old value would hide it.
              where(!(pixel <= largest), largest) = pixel;
            }
          }
          largest.copy_to(out + c, stdx::element_aligned);
        });
      }
    }
  }
}

template <class Real>
void max_pool_backward(const PoolGeometry& g, int samples, const Real* in, const Real* out, const Real* dout,
                       Real* din) {
  const int64_t channels = g.channels, row = g.width * channels, size = g.height * row;
  // Where windows do not overlap, a place has the gradient of one of them, and it can be assigned.
  const bool apart = g.stride_h >= g.kernel_h && g.stride_w >= g.kernel_w;
  const bool covered = apart && g.stride_h == g.kernel_h && g.stride_w == g.kernel_w &&
                       g.out_height() * g.stride_h >= g.height + g.padding_h &&
                       g.out_width() * g.stride_w >= g.width + g.padding_w;
  for (int n = 0; n < samples; ++n, in += size, din += size) {
    if (!covered) std::fill_n(din, size, Real(0));
    for (int y = 0; y < g.out_height(); ++y) {
      for (int x = 0; x < g.out_width(); ++x, out += channels, dout += channels) {
        const Window w = window(g, y, x);
        const int64_t corner = w.top * row + w.left * channels;
        const int high = w.bottom - w.top, wide = w.right - w.left;
        if (apart && high == 2 && wide == 2) {
          each_column_or_twice<Real>(channels, [=](auto lane, int64_t c) {
            share_out_in_four<decltype(lane)>(in + corner + c, row, channels, loaded<decltype(lane)>(out + c),
                                              loaded<decltype(lane)>(dout + c), din + corner + c);
          });
          continue;
        }
        const auto share_out = [=](auto lane, int64_t c, const auto& give) {
          using V = decltype(lane);
          const V largest = loaded<V>(out + c);
          V left = loaded<V>(dout + c);  // what no place was given yet
          for (int v = 0; v < high; ++v) {
            for (int u = 0; u < wide; ++u) {
              const int64_t at = corner + v * row + u * channels + c;
              const auto here = loaded<V>(in + at) == largest;
              give(where_only(here, left), din + at);
              where(here, left) = V(Real(0));
            }
          }
        };
        if (apart) {
          each_column_or_twice<Real>(channels, [&](auto lane, int64_t c) {
            share_out(lane, c, [](auto given, Real* to) { given.copy_to(to, stdx::element_aligned); });
          });
        } else {
          each_column<Real>(channels, [&](auto lane, int64_t c) {
            share_out(lane, c, [](auto given, Real* to) {
              (loaded<decltype(given)>(to) + given).copy_to(to, stdx::element_aligned);
            });
          });
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
