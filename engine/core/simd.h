#pragma once

#include <experimental/simd>

namespace saddle {

namespace stdx = std::experimental;

// As many numbers as one register holds: AVX-512, AVX2, NEON, SSE2, from one source.
template <class Real>
using Lane = stdx::native_simd<Real>;

// A register tile of the product kernels: `rows` x (`lanes` registers). It leaves room for the operands: 32 registers
// with AVX-512 and on 64-bit ARM, otherwise 16.
template <class Real>
struct Tile {
#if defined(__AVX512F__)
  static constexpr int rows = 12;
#elif defined(__AVX2__) || defined(__aarch64__)
  static constexpr int rows = 6;
#else
  static constexpr int rows = 3;
#endif
  static constexpr int lanes = sizeof(Lane<Real>) >= 64 ? 1 : static_cast<int>(64 / sizeof(Lane<Real>));
  static constexpr int columns = lanes * static_cast<int>(Lane<Real>::size());
};

// `count` rounded up to whole tiles of columns.
template <class Real>
constexpr int padded_columns(int count) {
  return (count + Tile<Real>::columns - 1) / Tile<Real>::columns * Tile<Real>::columns;
}

}  // namespace saddle
