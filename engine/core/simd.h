#pragma once

#include <experimental/simd>

namespace saddle {

namespace stdx = std::experimental;

// As many numbers as one register holds.
template <class Real>
using Lane = stdx::native_simd<Real>;

}  // namespace saddle
