#pragma once

#include <cstdint>
#include <type_traits>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

// Registers of the level that a kernel is being compiled for. A register is a vector of the compiler's: arithmetic,
// comparison and `?:` are its operators, and the same generic code takes single numbers. Everything here lies in the
// level's namespace and is expanded in place; kernels call no function of the standard library that is not.
namespace saddle::SADDLE_LEVEL {

// How many sums the product kernels keep in registers. It leaves room for the operands: there are 32 registers with
// AVX-512 and on 64-bit ARM, otherwise 16.
#if defined(__AVX512F__)
constexpr int register_bytes = 64, register_sums = 28;
#elif defined(__AVX2__)
constexpr int register_bytes = 32, register_sums = 12;
#elif defined(__aarch64__)
constexpr int register_bytes = 16, register_sums = 24;
#else
constexpr int register_bytes = 16, register_sums = 12;
#endif

template <class Real>
struct Register;
template <>
struct Register<float> {
  typedef float Type __attribute__((vector_size(register_bytes)));
  typedef float Anywhere __attribute__((vector_size(register_bytes), aligned(4), may_alias));
};
template <>
struct Register<double> {
  typedef double Type __attribute__((vector_size(register_bytes)));
  typedef double Anywhere __attribute__((vector_size(register_bytes), aligned(8), may_alias));
};

template <class Real>
using Lane = typename Register<Real>::Type;
// What fills a part of a register, of 16 bytes or more.
template <class Real, int bytes>
struct Part {
  typedef Real Type __attribute__((vector_size(bytes)));
};
// The numbers in a register.
template <class Real>
constexpr int width_of = register_bytes / static_cast<int>(sizeof(Real));
template <class V, class Real>
constexpr bool is_single = sizeof(V) == sizeof(Real);

template <class Number>
[[gnu::always_inline]] inline Number least(Number a, Number b) {
  return b < a ? b : a;
}
template <class Number>
[[gnu::always_inline]] inline Number greatest(Number a, Number b) {
  return a < b ? b : a;
}

template <class V, class Real>
[[gnu::always_inline]] inline V loaded(const Real* from) {
  if constexpr (is_single<V, Real>) {
    return *from;
  } else if constexpr (sizeof(V) == register_bytes) {
    return *reinterpret_cast<const typename Register<Real>::Anywhere*>(from);
  } else {
    V part;
    __builtin_memcpy(&part, from, sizeof part);
    return part;
  }
}
template <class V, class Real>
[[gnu::always_inline]] inline void store(V value, Real* to) {
  if constexpr (is_single<V, Real>) {
    *to = value;
  } else if constexpr (sizeof(V) == register_bytes) {
    *reinterpret_cast<typename Register<Real>::Anywhere*>(to) = value;
  } else {
    __builtin_memcpy(to, &value, sizeof value);
  }
}

// A register full of one number.
template <class V, class Real>
[[gnu::always_inline]] inline V all(Real number) {
  if constexpr (is_single<V, Real>) {
    return number;
  } else {
    return number - V{};
  }
}

// `value`, and nothing less than `bound`, or nothing more; what is not a number stays so. The compiler makes two or
// four instructions of `?:`, the processors of x86 have one. (With a mask of all: what the plain intrinsic leaves
// undefined is a warning of GCC 12.)
template <class V>
[[gnu::always_inline]] inline V at_least(V value, V bound) {
#if defined(__AVX512F__)
  if constexpr (std::is_same_v<V, Lane<float>>) return _mm512_maskz_max_ps(0xffff, bound, value);
#elif defined(__AVX2__)
  if constexpr (std::is_same_v<V, Lane<float>>) return _mm256_max_ps(bound, value);
#elif defined(__SSE2__)
  if constexpr (std::is_same_v<V, Lane<float>>) return _mm_max_ps(bound, value);
#endif
  return bound > value ? bound : value;
}
template <class V>
[[gnu::always_inline]] inline V at_most(V value, V bound) {
#if defined(__AVX512F__)
  if constexpr (std::is_same_v<V, Lane<float>>) return _mm512_maskz_min_ps(0xffff, bound, value);
#elif defined(__AVX2__)
  if constexpr (std::is_same_v<V, Lane<float>>) return _mm256_min_ps(bound, value);
#elif defined(__SSE2__)
  if constexpr (std::is_same_v<V, Lane<float>>) return _mm_min_ps(bound, value);
#endif
  return bound < value ? bound : value;
}

// The first `count` numbers of a register, fewer than it holds.
template <class Real>
[[gnu::always_inline]] inline void store_some(Lane<Real> value, Real* to, int count) {
#if defined(__AVX512F__)
  if constexpr (sizeof(Real) == sizeof(float)) {
    _mm512_mask_storeu_ps(to, static_cast<__mmask16>((1u << count) - 1), reinterpret_cast<__m512>(value));
  } else {
    _mm512_mask_storeu_pd(to, static_cast<__mmask8>((1u << count) - 1), reinterpret_cast<__m512d>(value));
  }
#else
  for (int i = 0; i < count; ++i) to[i] = value[i];
#endif
}

// The first `count` numbers in memory, fewer than a register holds, and zeros.
template <class Real>
[[gnu::always_inline]] inline Lane<Real> loaded_some(const Real* from, int count) {
#if defined(__AVX512F__)
  if constexpr (sizeof(Real) == sizeof(float)) {
    return reinterpret_cast<Lane<Real>>(_mm512_maskz_loadu_ps(static_cast<__mmask16>((1u << count) - 1), from));
  } else {
    return reinterpret_cast<Lane<Real>>(_mm512_maskz_loadu_pd(static_cast<__mmask8>((1u << count) - 1), from));
  }
#else
  Lane<Real> value = {};
  __builtin_memcpy(&value, from, static_cast<unsigned long>(count) * sizeof(Real));
  return value;
#endif
}

}  // namespace saddle::SADDLE_LEVEL
