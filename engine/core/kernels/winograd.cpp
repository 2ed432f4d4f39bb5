#include "core/kernels/level.h"
#include "core/kernels/registers.h"

// The transformations of F(2 x 2, 3 x 3); core/winograd.h has the formulas. Where the last register of channels is not
// full, it takes in some of those before it again.
namespace saddle::SADDLE_LEVEL {
namespace {

// body(column) for the first of each register's columns; there are as many as one holds, or more.
template <class Real, class Body>
[[gnu::always_inline]] inline void each_register(int columns, const Body& body) {
  constexpr int width = width_of<Real>;
  for (int column = 0; column < columns; column += width) body(least(column, columns - width));
}

template <class Real>
void transform(const WinogradInput<Real>& input) {
  using V = Lane<Real>;
  const int channels = input.channels;
  const int64_t row = int64_t{2 * input.blocks + 2} * channels, stride = input.stride;
  for (int block = 0; block < input.blocks; ++block) {
    const Real* const corner = input.image + int64_t{2 * block} * channels;
    each_register<Real>(
        channels, [=](int c) __attribute__((always_inline)) {
          V d[4][4];
#pragma GCC unroll 4
          for (int x = 0; x < 4; ++x) {
            const Real* const pixel = corner + x * channels + c;
            const V a = loaded<V>(pixel), b = loaded<V>(pixel + row), e = loaded<V>(pixel + 2 * row),
                    f = loaded<V>(pixel + 3 * row);
            d[0][x] = a - e;
            d[1][x] = b + e;
            d[2][x] = e - b;
            d[3][x] = b - f;
          }
          Real* at = input.to + int64_t{block} * channels + c;
#pragma GCC unroll 4
          for (int y = 0; y < 4; ++y) {
            store(d[y][0] - d[y][2], at);
            store(d[y][1] + d[y][2], at + stride);
            store(d[y][2] - d[y][1], at + 2 * stride);
            store(d[y][1] - d[y][3], at + 3 * stride);
            at += 4 * stride;
          }
        });
  }
}

// As far as it lies in the picture.
template <class Real>
void restore(const WinogradOutput<Real>& r, const Real* sums, const Real* bias, Epilogue epilogue, Real* out) {
  using V = Lane<Real>;
  const int filters = r.filters;
  const int64_t row = int64_t{r.out_width} * filters, stride = r.stride;
  const bool lower = r.lower;
  const V bound = all<V>(epilogue == Epilogue::relu ? Real(0) : -static_cast<Real>(__builtin_inf()));
  for (int block = 0; block < r.blocks; ++block) {
    const bool right = 2 * block + 1 < r.out_width;
    Real* const corner = out + int64_t{2 * block} * filters;
    each_register<Real>(
        filters, [=](int f) __attribute__((always_inline)) {
          V above[4], below[4];
          const Real* at = sums + int64_t{block} * filters + f;
#pragma GCC unroll 4
          for (int x = 0; x < 4; ++x) {
            const Real* const place = at + x * stride;
            const V a = loaded<V>(place), b = loaded<V>(place + 4 * stride), c = loaded<V>(place + 8 * stride),
                    d = loaded<V>(place + 12 * stride);
            above[x] = a + b + c;
            below[x] = b - c - d;
          }
          const V shift = bias ? loaded<V>(bias + f) : V{};
          const auto put = [=](V value, Real * to) __attribute__((always_inline)) {
            store(at_least(value + shift, bound), to + f);
          };
          put(above[0] + above[1] + above[2], corner);
          if (right) put(above[1] - above[2] - above[3], corner + filters);
          if (!lower) return;
          put(below[0] + below[1] + below[2], corner + row);
          if (right) put(below[1] - below[2] - below[3], corner + row + filters);
        });
  }
}

template <class Real>
void transform_gradient(const WinogradOutput<Real>& r, const Real* dout, Real* to) {
  using V = Lane<Real>;
  const int filters = r.filters;
  const int64_t row = int64_t{r.out_width} * filters, stride = r.stride;
  const bool lower = r.lower;
  for (int block = 0; block < r.blocks; ++block) {
    const bool right = 2 * block + 1 < r.out_width;
    const Real* const corner = dout + int64_t{2 * block} * filters;
    each_register<Real>(
        filters, [=](int f) __attribute__((always_inline)) {
          const V zero = V{};
          const V a = loaded<V>(corner + f), b = right ? loaded<V>(corner + filters + f) : zero,
                  c = lower ? loaded<V>(corner + row + f) : zero,
                  d = lower && right ? loaded<V>(corner + row + filters + f) : zero;
          const V left[4] = {a, a + c, a - c, -c}, other[4] = {b, b + d, b - d, -d};
          Real* at = to + int64_t{block} * filters + f;
#pragma GCC unroll 4
          for (int y = 0; y < 4; ++y) {
            store(left[y], at);
            store(left[y] + other[y], at + stride);
            store(left[y] - other[y], at + 2 * stride);
            store(-other[y], at + 3 * stride);
            at += 4 * stride;
          }
        });
  }
}

}  // namespace

template <class Real>
void add_winograd(KernelTable<Real>& table) {
  table.winograd_input = transform<Real>;
  table.winograd_output = restore<Real>;
  table.winograd_gradient = transform_gradient<Real>;
}

template void add_winograd(KernelTable<float>&);
template void add_winograd(KernelTable<double>&);

}  // namespace saddle::SADDLE_LEVEL
