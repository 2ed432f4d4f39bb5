#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>
#include <string_view>

namespace saddle {

// Mixes 64 bits so that each bit of the result depends on every bit of the input (Stafford's variant 13 of the
// finalizer of MurmurHash3, as in SplitMix64: Steele, Lea and Flood, 2014).
constexpr uint64_t mix(uint64_t x) {
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
  return x ^ (x >> 31);
}

// A key for a stream of its own, out of a seed and what the stream is for: key(seed, "batches"), key(key(seed,
// "weights"), node).
constexpr uint64_t key(uint64_t seed, uint64_t purpose) { return mix(mix(seed + 0x9e3779b97f4a7c15ULL) ^ purpose); }
constexpr uint64_t key(uint64_t seed, std::string_view purpose) {
  uint64_t hash = 0xcbf29ce484222325ULL;  // FNV-1a
  for (const char c : purpose) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  return key(seed, hash);
}

// SplitMix64: its whole state is one number, so a stream is saved, resumed and jumped into by copying that number. The
// distributions are ours because those of the standard library differ from one library to the next.
class Rng {
 public:
  explicit constexpr Rng(uint64_t seed) : state_(seed) {}

  constexpr uint64_t bits() { return mix(state_ += 0x9e3779b97f4a7c15ULL); }
  // Uniform in [0, 1), 53 bits.
  constexpr double uniform() { return static_cast<double>(bits() >> 11) * 0x1.0p-53; }
  constexpr double uniform(double low, double high) { return low + (high - low) * uniform(); }
  // Uniform in 0 .. count - 1 (Lemire's multiplication; count up to 2^32; the bias is below count / 2^32).
  constexpr int64_t below(int64_t count) {
    return static_cast<int64_t>(((bits() >> 32) * static_cast<uint64_t>(count)) >> 32);
  }
  // N(0, 1), by Box and Muller (1958). Draws two numbers each time, so that the stream has no hidden half.
  double normal() {
    const double radius = std::sqrt(-2.0 * std::log(1.0 - uniform()));
    return radius * std::cos(2.0 * std::numbers::pi * uniform());
  }

  constexpr uint64_t state() const { return state_; }

 private:
  uint64_t state_;
};

}  // namespace saddle
