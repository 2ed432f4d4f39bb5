#include "core/kernels/level.h"
#include "core/kernels/winograd_rows.h"

// The transformations of Winograd's algorithm; core/winograd.h has the formulas. Where the last register of channels is
// not full, it takes in some of those before it again.
namespace saddle::SADDLE_LEVEL {
namespace {

// body(column) for the first of each register's columns; there are as many as one holds, or more.
template <class Real, class Body>
[[gnu::always_inline]] inline void each_register(int columns, const Body& body) {
  constexpr int width = width_of<Real>;
  for (int column = 0; column < columns; column += width) body(least(column, columns - width));
}

template <class Real, int Outputs>
void transform(const WinogradInput<Real>& input) {
  using V = Lane<Real>;
  using Rule = Along<Real, Outputs>;
  constexpr int side = Outputs + 2, width = width_of<Real>;
  const int channels = input.channels;
  const int64_t line = int64_t{input.width} * channels, stride = input.stride;
  const int top = Outputs * input.row - input.padding;
  const int first_y = greatest(-top, 0), end_y = least(input.height - top, side);
  for (int block = 0; block < input.blocks; ++block) {
    const int left = Outputs * block - input.padding;
    const int first_x = greatest(-left, 0), end_x = least(input.width - left, side);
    const bool inside = first_y == 0 && first_x == 0 && end_y == side && end_x == side;
    // Of the first pixel that lies in the image.
    const Real* const corner = input.image + (top + first_y) * line + int64_t{left + first_x} * channels;
    each_register<Real>(
        channels, [=](int c) __attribute__((always_inline)) {
          V framed[side][side];
          const Real* from = corner + c;
          int64_t row = line, pixel = channels;
          if (!inside) {
#pragma GCC unroll 6
            for (int y = 0; y < side; ++y) {
#pragma GCC unroll 6
              for (int x = 0; x < side; ++x) framed[y][x] = V{};
            }
            for (int y = first_y; y < end_y; ++y) {
              for (int x = first_x; x < end_x; ++x)
                framed[y][x] = loaded<V>(from + (y - first_y) * line + (x - first_x) * channels);
            }
            from = reinterpret_cast<const Real*>(framed);
            row = side * width;
            pixel = width;
          }
          V down[side][side];
#pragma GCC unroll 6
          for (int x = 0; x < side; ++x) {
            V d[side], t[side];
#pragma GCC unroll 6
            for (int y = 0; y < side; ++y) d[y] = loaded<V>(from + y * row + x * pixel);
            Rule::input(d, t);
#pragma GCC unroll 6
            for (int y = 0; y < side; ++y) down[y][x] = t[y];
          }
          Real* at = input.to + int64_t{block} * channels + c;
#pragma GCC unroll 6
          for (int y = 0; y < side; ++y) {
            V t[side];
            Rule::input(down[y], t);
#pragma GCC unroll 6
            for (int x = 0; x < side; ++x, at += stride) store(t[x], at);
          }
        });
  }
}

// As far as it lies in the picture.
template <class Real, int Outputs>
void restore(const WinogradOutput<Real>& r, const Real* sums, const Real* bias, Epilogue epilogue, Real* image) {
  using V = Lane<Real>;
  using Rule = Along<Real, Outputs>;
  constexpr int side = Outputs + 2;
  const int filters = r.filters;
  const int64_t line = int64_t{r.width} * filters, stride = r.stride;
  const int high = least(r.height - Outputs * r.row, Outputs);
  const V bound = all<V>(epilogue == Epilogue::relu ? Real(0) : -static_cast<Real>(__builtin_inf()));
  for (int block = 0; block < r.blocks; ++block) {
    const int wide = least(r.width - Outputs * block, Outputs);
    Real* const corner = image + Outputs * r.row * line + int64_t{Outputs * block} * filters;
    each_register<Real>(
        filters, [=](int f) __attribute__((always_inline)) {
          V down[Outputs][side];
          const Real* const at = sums + int64_t{block} * filters + f;
#pragma GCC unroll 6
          for (int x = 0; x < side; ++x) {
            V m[side], t[Outputs];
#pragma GCC unroll 6
            for (int y = 0; y < side; ++y) m[y] = loaded<V>(at + (y * side + x) * stride);
            Rule::output(m, t);
#pragma GCC unroll 4
            for (int y = 0; y < Outputs; ++y) down[y][x] = t[y];
          }
          const V shift = bias ? loaded<V>(bias + f) : V{};
#pragma GCC unroll 4
          for (int y = 0; y < Outputs; ++y) {
            if (y >= high) break;
            V t[Outputs];
            Rule::output(down[y], t);
#pragma GCC unroll 4
            for (int x = 0; x < Outputs; ++x) {
              if (x < wide) store(at_least(t[x] + shift, bound), corner + y * line + int64_t{x} * filters + f);
            }
          }
        });
  }
}

template <class Real, int Outputs>
void transform_gradient(const WinogradOutput<Real>& r, const Real* image, Real* to) {
  using V = Lane<Real>;
  using Rule = Along<Real, Outputs>;
  constexpr int side = Outputs + 2;
  const int filters = r.filters;
  const int64_t line = int64_t{r.width} * filters, stride = r.stride;
  const int high = least(r.height - Outputs * r.row, Outputs);
  for (int block = 0; block < r.blocks; ++block) {
    const int wide = least(r.width - Outputs * block, Outputs);
    const Real* const corner = image + Outputs * r.row * line + int64_t{Outputs * block} * filters;
    each_register<Real>(
        filters, [=](int f) __attribute__((always_inline)) {
          V down[side][Outputs];
#pragma GCC unroll 4
          for (int x = 0; x < Outputs; ++x) {
            V d[Outputs], t[side];
#pragma GCC unroll 4
            for (int y = 0; y < Outputs; ++y)
              d[y] = y < high && x < wide ? loaded<V>(corner + y * line + int64_t{x} * filters + f) : V{};
            Rule::gradient(d, t);
#pragma GCC unroll 6
            for (int y = 0; y < side; ++y) down[y][x] = t[y];
          }
          Real* at = to + int64_t{block} * filters + f;
#pragma GCC unroll 6
          for (int y = 0; y < side; ++y) {
            V t[side];
            Rule::gradient(down[y], t);
#pragma GCC unroll 6
            for (int x = 0; x < side; ++x, at += stride) store(t[x], at);
          }
        });
  }
}

// to = M from M^T for the matrix M of `along`, From numbers in and To numbers out, for each column of a table by
// itself.
template <class Real, int From, int To, class Rule>
[[gnu::always_inline]] inline void both_ways(int columns, const Real* from, int64_t from_stride, Real* to,
                                             int64_t to_stride, const Rule& along) {
  using V = Lane<Real>;
  for (int column = 0; column < columns; column += width_of<Real>) {
    V down[To][From];
#pragma GCC unroll 6
    for (int x = 0; x < From; ++x) {
      V in[From], out[To];
#pragma GCC unroll 6
      for (int y = 0; y < From; ++y) in[y] = loaded<V>(from + (y * From + x) * from_stride + column);
      along(in, out);
#pragma GCC unroll 6
      for (int y = 0; y < To; ++y) down[y][x] = out[y];
    }
#pragma GCC unroll 6
    for (int y = 0; y < To; ++y) {
      V out[To];
      along(down[y], out);
#pragma GCC unroll 6
      for (int x = 0; x < To; ++x) store(out[x], to + (y * To + x) * to_stride + column);
    }
  }
}

template <class Real, int Outputs>
void transform_filters(int columns, const Real* from, int64_t stride, Real* to) {
  const auto along = [](const auto& in, auto& out) __attribute__((always_inline)) {
    Along<Real, Outputs>::filter(in, out);
  };
  both_ways<Real, 3, Outputs + 2>(columns, from, columns, to, stride, along);
}

template <class Real, int Outputs>
void restore_filters(int columns, const Real* from, int64_t stride, Real* to) {
  const auto along = [](const auto& in, auto& out) __attribute__((always_inline)) {
    Along<Real, Outputs>::filter_gradient(in, out);
  };
  both_ways<Real, Outputs + 2, 3>(columns, from, stride, to, columns, along);
}

template <class Real, int Outputs>
WinogradKernels<Real> winograd_kernels() {
  WinogradKernels<Real> kernels;
  kernels.input = transform<Real, Outputs>;
  kernels.output = restore<Real, Outputs>;
  kernels.gradient = transform_gradient<Real, Outputs>;
  kernels.filters = transform_filters<Real, Outputs>;
  kernels.filters_gradient = restore_filters<Real, Outputs>;
  return kernels;
}

}  // namespace

template <class Real>
void add_winograd(KernelTable<Real>& table) {
  table.winograd_2x2 = winograd_kernels<Real, 2>();
  table.winograd_4x4 = winograd_kernels<Real, 4>();
}

template void add_winograd(KernelTable<float>&);
template void add_winograd(KernelTable<double>&);

}  // namespace saddle::SADDLE_LEVEL
