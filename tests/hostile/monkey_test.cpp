// Half a minute of anything. What the fuzzer found is replayed from its corpus (tests/fuzz); SADDLE_MONKEY_SEED plays
// one seed again, SADDLE_MONKEY_SECONDS is how long.
#include "monkey.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "../folder.h"

namespace saddle::app {
namespace {

std::vector<uint8_t> bytes_of(uint32_t seed) {
  std::mt19937 random(seed);
  std::vector<uint8_t> bytes(200 + random() % 400);
  for (uint8_t& byte : bytes) byte = static_cast<uint8_t>(random());
  return bytes;
}

// What the environment says, or the other.
long number(const char* name, long otherwise) {
  const char* text = std::getenv(name);
  return text && *text ? std::strtol(text, nullptr, 10) : otherwise;
}

TEST(Monkey, FindsNothingInHalfAMinute) {
  const Folder folder;
  const auto before = std::filesystem::current_path();
  Monkey monkey(folder.path());
  const long first = number("SADDLE_MONKEY_SEED", -1);
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(number("SADDLE_MONKEY_SECONDS", 30));
  auto seed = static_cast<uint32_t>(first < 0 ? 1 : first);
  for (;; ++seed) {
    std::printf("seed %u\n", seed);  // for whoever finds this program aborted
    std::fflush(stdout);
    monkey.play(bytes_of(seed));
    if (std::chrono::steady_clock::now() >= end) break;
  }
  std::printf("%ld windows\n", static_cast<long>(seed) - (first < 0 ? 0 : first - 1));
  std::filesystem::current_path(before);
}

}  // namespace
}  // namespace saddle::app
