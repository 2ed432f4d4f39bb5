#pragma once

#include <string_view>
#include <vector>

namespace saddle {

// The sets of instructions that the kernels are compiled for, from the least to the best of its kind. One program has
// all levels of its architecture: baseline (SSE2), avx2 (AVX2 and FMA) and avx512 (AVX-512 F, CD, BW, DQ and VL) on
// x86-64, neon on 64-bit ARM, and baseline alone elsewhere.
enum class SimdLevel { baseline, avx2, avx512, neon };

// Returns the name that SADDLE_SIMD takes: "avx2".
std::string_view name_of(SimdLevel level);

// Returns the levels that this program and this processor have, the best one last.
const std::vector<SimdLevel>& simd_levels();

// Returns the level that the kernels run at: the best or, where the environment has SADDLE_SIMD, the one that it names.
// Results of different levels differ by rounding alone; at one level they are the same bit for bit on any number of
// threads. Throws Error if SADDLE_SIMD names no level of this processor.
SimdLevel simd_level();

// Returns what one core can do at that level, in GFLOP/s: multiply-adds on registers alone, in single precision. Takes
// some hundredths of a second.
double measured_peak_gflops();

}  // namespace saddle
