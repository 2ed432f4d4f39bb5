#include "core/pooling.h"

#include "core/kernels/columns.h"
#include "core/kernels/level.h"

namespace saddle::SADDLE_LEVEL {
namespace {

// As PoolGeometry's own, which other levels define too.
int out_height(const PoolGeometry& g) { return (g.height + 2 * g.padding_h - g.kernel_h) / g.stride_h + 1; }
int out_width(const PoolGeometry& g) { return (g.width + 2 * g.padding_w - g.kernel_w) / g.stride_w + 1; }

struct Window {
  int top, bottom, left, right;  // inside the image; bottom and right exclusive
};

Window window(const PoolGeometry& g, int y, int x) {
  const int top = y * g.stride_h - g.padding_h, left = x * g.stride_w - g.padding_w;
  return {greatest(top, 0), least(top + g.kernel_h, g.height), greatest(left, 0), least(left + g.kernel_w, g.width)};
}

// Of a window of 2 x 2, the usual one: all is read before anything is written, so that no load waits for a store.
template <class V, class Real>
[[gnu::always_inline]] inline void share_out_in_four(const Real* in, int64_t row, int64_t channels, V largest,
                                                     V gradient, Real* din) {
  const V a = loaded<V>(in), b = loaded<V>(in + channels), c = loaded<V>(in + row), d = loaded<V>(in + row + channels);
  const V none = V{};
  // What is left for those behind.
  const V after_a = a == largest ? none : gradient, after_b = b == largest ? none : after_a,
          after_c = c == largest ? none : after_b;
  store(a == largest ? gradient : none, din);
  store(b == largest ? after_a : none, din + channels);
  store(c == largest ? after_b : none, din + row);
  store(d == largest ? after_c : none, din + row + channels);
}

template <class Real>
[[gnu::always_inline]] inline void clear(Real* from, int64_t count) {
  __builtin_memset(from, 0, static_cast<unsigned long>(count) * sizeof(Real));
}

template <class Real>
void max_pool_forward(const PoolGeometry& g, int samples, const Real* in, Real* out) {
  const int64_t channels = g.channels, row = g.width * channels;
  for (int n = 0; n < samples; ++n, in += g.height * row) {
    for (int y = 0; y < out_height(g); ++y) {
      for (int x = 0; x < out_width(g); ++x, out += channels) {
        const Window w = window(g, y, x);
        const Real* const corner = in + w.top * row + w.left * channels;
        const int high = w.bottom - w.top, wide = w.right - w.left;
        each_column_or_twice<Real>(
            channels, [=]<class V>(V, int64_t c) __attribute__((always_inline)) {
              V largest = loaded<V>(corner + c);
              for (int v = 0; v < high; ++v) {
                for (int u = 0; u < wide; ++u) {
                  const V pixel = loaded<V>(corner + v * row + u * channels + c);
                  // NaN passes through: a comparison that keeps the old value would hide it.
                  largest = pixel <= largest ? largest : pixel;
                }
              }
              store(largest, out + c);
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
                       out_height(g) * g.stride_h >= g.height + g.padding_h &&
                       out_width(g) * g.stride_w >= g.width + g.padding_w;
  for (int n = 0; n < samples; ++n, in += size, din += size) {
    if (!covered) clear(din, size);
    for (int y = 0; y < out_height(g); ++y) {
      for (int x = 0; x < out_width(g); ++x, out += channels, dout += channels) {
        const Window w = window(g, y, x);
        const int64_t corner = w.top * row + w.left * channels;
        const int high = w.bottom - w.top, wide = w.right - w.left;
        if (apart && high == 2 && wide == 2) {
          each_column_or_twice<Real>(
              channels, [=]<class V>(V, int64_t c) __attribute__((always_inline)) {
                share_out_in_four<V>(in + corner + c, row, channels, loaded<V>(out + c), loaded<V>(dout + c),
                                     din + corner + c);
              });
          continue;
        }
        const auto share_out = [=]<class V>(V, int64_t c, const auto& give) __attribute__((always_inline)) {
          const V largest = loaded<V>(out + c), none = V{};
          V left = loaded<V>(dout + c);  // what no place was given yet
          for (int v = 0; v < high; ++v) {
            for (int u = 0; u < wide; ++u) {
              const int64_t at = corner + v * row + u * channels + c;
              const auto here = loaded<V>(in + at) == largest;
              give(here ? left : none, din + at);
              left = here ? none : left;
            }
          }
        };
        if (apart) {
          each_column_or_twice<Real>(
              channels, [=](auto lane, int64_t c) __attribute__((always_inline)) {
                share_out(
                    lane, c, [](auto given, Real* to) __attribute__((always_inline)) { store(given, to); });
              });
        } else {
          each_column<Real>(
              channels, [=](auto lane, int64_t c) __attribute__((always_inline)) {
                share_out(
                    lane, c, []<class V>(V given, Real * to) __attribute__((always_inline)) {
                      store(loaded<V>(to) + given, to);
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
    for (int y = 0; y < out_height(g); ++y) {
      for (int x = 0; x < out_width(g); ++x, out += channels) {
        const Window w = window(g, y, x);
        clear(out, channels);
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
    clear(din, size);
    for (int y = 0; y < out_height(g); ++y) {
      for (int x = 0; x < out_width(g); ++x, dout += channels) {
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

}  // namespace

template <class Real>
void add_pooling(KernelTable<Real>& table) {
  table.max_pool_forward = max_pool_forward<Real>;
  table.max_pool_backward = max_pool_backward<Real>;
  table.average_pool_forward = average_pool_forward<Real>;
  table.average_pool_backward = average_pool_backward<Real>;
}

template void add_pooling(KernelTable<float>&);
template void add_pooling(KernelTable<double>&);

}  // namespace saddle::SADDLE_LEVEL
