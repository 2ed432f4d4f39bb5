#pragma once

#include <algorithm>

#include <experimental/simd>

namespace saddle {

namespace stdx = std::experimental;

// As many numbers as one register holds: AVX-512, AVX2, NEON, SSE2, from one source.
template <class Real>
using Lane = stdx::native_simd<Real>;

// How many sums the product kernels keep in registers. It leaves room for the operands: there are 32 registers with
// AVX-512 and on 64-bit ARM, otherwise 16.
#if defined(__AVX512F__) || defined(__aarch64__)
constexpr int register_sums = 24;
#else
constexpr int register_sums = 12;
#endif

// A register tile is `lanes` registers wide, and as high as that leaves room for. Usual tiles are as wide as a cache
// line or two; a last one takes the rest along, so it may be nearly twice as wide.
template <class Real>
struct Tile {
  static constexpr int width = static_cast<int>(Lane<Real>::size());
  static constexpr int lanes = std::max(2, 64 / static_cast<int>(sizeof(Lane<Real>)));
  static constexpr int most_lanes = 2 * lanes - 1;
  static constexpr int rows(int wide) { return std::min(12, register_sums / wide); }
};

}  // namespace saddle
