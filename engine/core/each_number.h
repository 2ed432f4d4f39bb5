#pragma once

#include <cstdint>

#include "saddle/simd_level.h"

// Loops over numbers that have nothing to do with each other, at the level of the kernels (core/kernels/table.h). The
// compiler makes vectors of them, and all that the body calls is expanded in place: what cannot be is code for any
// processor.
namespace saddle {
namespace detail {

#define SADDLE_LEVEL_X86_AVX2 "avx2,fma,bmi,bmi2"
#define SADDLE_LEVEL_X86_AVX512 SADDLE_LEVEL_X86_AVX2 ",avx512f,avx512cd,avx512bw,avx512dq,avx512vl"

// The copy of the body is what tells the compiler that no store changes what it holds.
template <class Body>
[[gnu::always_inline]] inline void run_each(int64_t count, const Body& shared) {
  const Body body = shared;
#if !defined(__clang__)
#pragma GCC ivdep
#endif
  for (int64_t i = 0; i < count; ++i) body(i);
}

template <class Body>
[[gnu::flatten]] void run_at_baseline(const Body& body) {
  body();
}
#if defined(__x86_64__)
template <class Body>
[[gnu::target(SADDLE_LEVEL_X86_AVX2), gnu::flatten]] void run_at_avx2(const Body& body) {
  body();
}
template <class Body>
[[gnu::target(SADDLE_LEVEL_X86_AVX512), gnu::flatten]] void run_at_avx512(const Body& body) {
  body();
}
#endif

template <class Body>
void run_at_level(const Body& body) {
#if defined(__x86_64__)
  const SimdLevel level = simd_level();
  if (level == SimdLevel::avx512) return run_at_avx512(body);
  if (level == SimdLevel::avx2) return run_at_avx2(body);
#endif
  run_at_baseline(body);
}

}  // namespace detail

// body(i) for i = 0 .. count - 1, in any order and several at a time: what one of them writes no other may read.
template <class Body>
void each_number(int64_t count, const Body& body) {
  detail::run_at_level([count, body] { detail::run_each(count, body); });
}

// Whether predicate(i) is true for any i = 0 .. count - 1. All of them are asked.
template <class Predicate>
bool any_number(int64_t count, const Predicate& predicate) {
  uint32_t any = 0;
  detail::run_at_level([count, predicate, &any] {
    uint32_t found = 0;
    for (int64_t i = 0; i < count; ++i) found |= static_cast<uint32_t>(predicate(i));
    any = found;
  });
  return any != 0;
}

}  // namespace saddle
