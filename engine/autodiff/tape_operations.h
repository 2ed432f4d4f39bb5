#pragma once

#include <cmath>
#include <numbers>

#include "autodiff/tape.h"
#include "core/simd.h"

// A single operation of a tape on as many points as fill one register: its value and its slopes. In a header, so that
// each becomes part of the loop over points.
namespace saddle::tape {

using Code = Tape::Code;
using Lanes = Lane<double>;
constexpr int lane = static_cast<int>(Lanes::size());

inline Lanes load(const double* from) { return Lanes(from, stdx::element_aligned); }

template <class Of>
Lanes each(const Lanes& a, const Of& of) {
  return Lanes([&](auto i) { return of(static_cast<double>(a[i])); });
}
template <class Of>
Lanes each(const Lanes& a, const Lanes& b, const Of& of) {
  return Lanes([&](auto i) { return of(static_cast<double>(a[i]), static_cast<double>(b[i])); });
}

// The vectorized sine folds its argument with a limited number of digits.
inline Lanes sine(const Lanes& a) {
  if (all_of(stdx::abs(a) < 1e6)) return stdx::sin(a);
  return each(a, [](double v) { return std::sin(v); });
}
inline Lanes cosine(const Lanes& a) {
  if (all_of(stdx::abs(a) < 1e6)) return stdx::cos(a);
  return each(a, [](double v) { return std::cos(v); });
}

// A whole power by squaring; any other by pow().
inline Lanes raised(const Lanes& a, double power) {
  if (power != std::trunc(power) || std::abs(power) > 64) return each(a, [&](double v) { return std::pow(v, power); });
  Lanes result = 1, base = a;
  for (auto left = static_cast<int>(std::abs(power)); left > 0; left /= 2) {
    if (left % 2 != 0) result *= base;
    base *= base;
  }
  return power < 0 ? Lanes(1) / result : result;
}

inline Lanes sigmoid(const Lanes& a) {
  return each(a, [](double v) { return 1 / (1 + std::exp(-v)); });
}

template <Code code>
Lanes value_of(double number, const Lanes& a, const Lanes& b) {
  switch (code) {
    case Code::x:
    case Code::y:
    case Code::constant:
      break;
    case Code::add:
      return a + b;
    case Code::subtract:
      return a - b;
    case Code::multiply:
      return a * b;
    case Code::divide:
      return a / b;
    case Code::power:
      return each(a, b, [](double v, double w) { return std::pow(v, w); });
    case Code::least:
      return each(a, b, [](double v, double w) { return v <= w || std::isnan(v) ? v : w; });
    case Code::greatest:
      return each(a, b, [](double v, double w) { return v >= w || std::isnan(v) ? v : w; });
    case Code::negate:
      return -a;
    case Code::square:
      return a * a;
    case Code::power_constant:
      return raised(a, number);
    case Code::sine:
      return sine(a);
    case Code::cosine:
      return cosine(a);
    case Code::tangent:
      return each(a, [](double v) { return std::tan(v); });
    case Code::arc_sine:
      return each(a, [](double v) { return std::asin(v); });
    case Code::arc_cosine:
      return each(a, [](double v) { return std::acos(v); });
    case Code::arc_tangent:
      return each(a, [](double v) { return std::atan(v); });
    case Code::sinh:
      return each(a, [](double v) { return std::sinh(v); });
    case Code::cosh:
      return each(a, [](double v) { return std::cosh(v); });
    case Code::tanh:
      return each(a, [](double v) { return std::tanh(v); });
    case Code::exp:
      return each(a, [](double v) { return std::exp(v); });
    case Code::log:
      return each(a, [](double v) { return std::log(v); });
    case Code::log2:
      return each(a, [](double v) { return std::log2(v); });
    case Code::log10:
      return each(a, [](double v) { return std::log10(v); });
    case Code::sqrt:
      return stdx::sqrt(a);
    case Code::abs:
      return stdx::abs(a);
    case Code::sign:
      return each(a, [](double v) { return v > 0 ? 1.0 : v < 0 ? -1.0 : v; });
    case Code::relu:
      return each(a, [](double v) { return v > 0 || std::isnan(v) ? v : 0.0; });
    case Code::sigmoid:
      return sigmoid(a);
  }
  return 0;
}

// d(out)/da, and d(out)/db of those with two operands.
template <Code code>
Lanes slope_a(double number, const Lanes& a, const Lanes& b, const Lanes& out) {
  switch (code) {
    case Code::add:
    case Code::subtract:
      return 1;
    case Code::multiply:
      return b;
    case Code::divide:
      return 1 / b;
    case Code::power:
      return each(a, b, [](double v, double w) { return w * std::pow(v, w - 1); });
    case Code::least:
      return each(a, b, [](double v, double w) { return v <= w ? 1.0 : 0.0; });
    case Code::greatest:
      return each(a, b, [](double v, double w) { return v >= w ? 1.0 : 0.0; });
    case Code::negate:
      return -1;
    case Code::square:
      return 2 * a;
    case Code::power_constant:
      return number * raised(a, number - 1);
    case Code::sine:
      return cosine(a);
    case Code::cosine:
      return -sine(a);
    case Code::tangent:
      return 1 + out * out;
    case Code::arc_sine:
      return 1 / stdx::sqrt(1 - a * a);
    case Code::arc_cosine:
      return -1 / stdx::sqrt(1 - a * a);
    case Code::arc_tangent:
      return 1 / (1 + a * a);
    case Code::sinh:
      return each(a, [](double v) { return std::cosh(v); });
    case Code::cosh:
      return each(a, [](double v) { return std::sinh(v); });
    case Code::tanh:
      return 1 - out * out;
    case Code::exp:
      return out;
    case Code::log:
      return 1 / a;
    case Code::log2:
      return 1 / (a * std::numbers::ln2);
    case Code::log10:
      return 1 / (a * std::numbers::ln10);
    case Code::sqrt:
      return 0.5 / out;
    case Code::abs:
      return each(a, [](double v) { return v > 0 ? 1.0 : v < 0 ? -1.0 : v; });
    case Code::relu:
      return each(a, [](double v) { return v > 0 ? 1.0 : std::isnan(v) ? v : 0.0; });
    case Code::sigmoid:
      return out * (1 - out);
    case Code::sign:
    case Code::x:
    case Code::y:
    case Code::constant:
      break;
  }
  return 0;
}

template <Code code>
Lanes slope_b(const Lanes& a, const Lanes& b, const Lanes& out) {
  switch (code) {
    case Code::add:
      return 1;
    case Code::subtract:
      return -1;
    case Code::multiply:
      return a;
    case Code::divide:
      return -out / b;
    case Code::power:
      return each(a, out, [](double v, double w) { return w == 0 ? 0.0 : w * std::log(v); });
    case Code::least:
      return each(a, b, [](double v, double w) { return v <= w ? 0.0 : 1.0; });
    case Code::greatest:
      return each(a, b, [](double v, double w) { return v >= w ? 0.0 : 1.0; });
    default:
      return 0;
  }
}

}  // namespace saddle::tape
