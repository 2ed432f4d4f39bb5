#include "saddle/simd_level.h"

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <ctime>
#include <string>

#include "core/kernels/table.h"
#include "saddle/error.h"

#define SADDLE_DECLARE_LEVEL(level)                                               \
  namespace level {                                                               \
  void make_tables(KernelTable<float>& of_float, KernelTable<double>& of_double); \
  }

namespace saddle {

// SADDLE_LEVELS_X86 and SADDLE_LEVEL_NEON come from engine/CMakeLists.txt, which compiles the kernels of these levels.
#if defined(SADDLE_LEVEL_NEON)
SADDLE_DECLARE_LEVEL(neon)
#else
SADDLE_DECLARE_LEVEL(baseline)
#endif
#if defined(SADDLE_LEVELS_X86)
SADDLE_DECLARE_LEVEL(avx2)
SADDLE_DECLARE_LEVEL(avx512)
#endif

namespace {

struct Tables {
  SimdLevel level = SimdLevel::baseline;
  KernelTable<float> of_float;
  KernelTable<double> of_double;
};

std::vector<Tables> tables_of_this_processor() {
  std::vector<Tables> found;
  const auto add = [&found](SimdLevel level, void (*make)(KernelTable<float>&, KernelTable<double>&)) {
    Tables& tables = found.emplace_back();
    tables.level = level;
    make(tables.of_float, tables.of_double);
  };
#if defined(SADDLE_LEVEL_NEON)
  add(SimdLevel::neon, neon::make_tables);
#else
  add(SimdLevel::baseline, baseline::make_tables);
#endif
#if defined(SADDLE_LEVELS_X86)
  // What the flags in engine/CMakeLists.txt let the compiler use.
  __builtin_cpu_init();
  const bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("bmi") &&
                    __builtin_cpu_supports("bmi2");
  if (avx2) add(SimdLevel::avx2, avx2::make_tables);
  if (avx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512cd") &&
      __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl"))
    add(SimdLevel::avx512, avx512::make_tables);
#endif
  return found;
}

// By level, the best one last.
const std::vector<Tables>& all_tables() {
  static const std::vector<Tables> tables = tables_of_this_processor();
  return tables;
}

const Tables* chosen() {
  const std::vector<Tables>& tables = all_tables();
  const char* const wanted = std::getenv("SADDLE_SIMD");
  if (!wanted || !*wanted) return &tables.back();
  std::string names;
  for (const Tables& one : tables) {
    if (name_of(one.level) == wanted) return &one;
    names += (names.empty() ? "" : ", ") + std::string(name_of(one.level));
  }
  throw Error("SADDLE_SIMD", "this processor has no level \"{}\"; choose one of {}, or leave the variable unset",
              wanted, names);
}

std::atomic<const Tables*> forced{nullptr};

const Tables& current() {
  if (const Tables* const tables = forced.load(std::memory_order_acquire)) return *tables;
  static const Tables* const best = chosen();
  return *best;
}

double thread_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

}  // namespace

std::string_view name_of(SimdLevel level) {
  switch (level) {
    case SimdLevel::avx2:
      return "avx2";
    case SimdLevel::avx512:
      return "avx512";
    case SimdLevel::neon:
      return "neon";
    case SimdLevel::baseline:
      break;
  }
  return "baseline";
}

const std::vector<SimdLevel>& simd_levels() {
  static const std::vector<SimdLevel> levels = [] {
    std::vector<SimdLevel> found;
    for (const Tables& tables : all_tables()) found.push_back(tables.level);
    return found;
  }();
  return levels;
}

SimdLevel simd_level() { return current().level; }

double measured_peak_gflops() {
  const KernelTable<float>& table = current().of_float;
  double best = 0;
  volatile float kept = 0;
  for (int repetition = 0; repetition < 40; ++repetition) {
    constexpr int64_t rounds = 50'000;
    const double begin = thread_seconds();
    kept = table.multiply_adds(rounds);
    best = std::max(best, table.peak_flops * static_cast<double>(rounds) / (thread_seconds() - begin) / 1e9);
  }
  static_cast<void>(kept);
  return best;
}

template <>
const KernelTable<float>& kernels<float>() {
  return current().of_float;
}

template <>
const KernelTable<double>& kernels<double>() {
  return current().of_double;
}

ForcedLevel::ForcedLevel(int index) : before_(forced.load()) {
  forced.store(&all_tables().at(static_cast<size_t>(index)), std::memory_order_release);
}

ForcedLevel::~ForcedLevel() { forced.store(static_cast<const Tables*>(before_), std::memory_order_release); }

}  // namespace saddle
