// One program for every processor: the kernels of each level train the same network, and a level that is not there is
// refused before anything else happens.
#include <cstdlib>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "program.h"
#include "saddle/simd_level.h"

namespace saddle {
namespace {

using nlohmann::json;

const std::string training = "train first-light --steps 60 --json";

double loss_of(const Outcome& outcome) {
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  return json::parse(outcome.out).at("train_loss").get<double>();
}

std::string at(SimdLevel level) { return "SADDLE_SIMD=" + std::string(name_of(level)); }

TEST(Levels, TrainToTheSameLoss) {
  const Place place;
  const double wanted = loss_of(place.saddle(training));
  ASSERT_GE(simd_levels().size(), 1u);
  for (const SimdLevel level : simd_levels())
    EXPECT_NEAR(loss_of(place.saddle(training, at(level))), wanted, 1e-3 * wanted) << name_of(level);
}

TEST(Levels, AreNamedByTheVersion) {
  const Place place;
  for (const SimdLevel level : simd_levels()) {
    const Outcome outcome = place.saddle("--version", at(level));
    EXPECT_NE(outcome.out.find(name_of(level)), std::string::npos) << outcome.out;
  }
}

TEST(Levels, ThatTheProcessorLacksAreRefused) {
  const Place place;
  for (const char* arguments : {"train first-light --steps 1", "bench --workload W7", "list", "", "--version"}) {
    const Outcome outcome = place.saddle(arguments, "SADDLE_SIMD=avx1024");
    EXPECT_EQ(outcome.status, 2) << arguments;
    EXPECT_EQ(outcome.out, "") << arguments;
    EXPECT_NE(outcome.err.find("SADDLE_SIMD"), std::string::npos) << outcome.err;
    EXPECT_NE(outcome.err.find("avx1024"), std::string::npos) << outcome.err;
    EXPECT_NE(outcome.err.find(name_of(simd_levels().back())), std::string::npos) << outcome.err;
    EXPECT_EQ(outcome.err.find('\n'), outcome.err.size() - 1) << outcome.err;
  }
}

// A build for this machine's own processor is not meant to.
#if defined(__x86_64__) && !defined(__SSE3__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
// An emulated processor of 2008, without AVX.
TEST(Levels, AreNotNeededToStart) {
  if (std::system("command -v qemu-x86_64 >/dev/null") != 0) GTEST_SKIP() << "qemu-x86_64 (qemu-user) is not installed";
  const Place place;
  const std::string old = "qemu-x86_64 -cpu Nehalem";
  EXPECT_NE(place.saddle("--version", old).out.find("baseline"), std::string::npos);
  // Not bit for bit: the C library has levels of its own.
  const double wanted = loss_of(place.saddle(training, at(SimdLevel::baseline)));
  EXPECT_NEAR(loss_of(place.saddle(training, old)), wanted, 1e-3 * wanted);
  const Outcome refused = place.saddle("--version", "SADDLE_SIMD=avx2 " + old);
  EXPECT_EQ(refused.status, 2);
  EXPECT_NE(refused.err.find("avx2"), std::string::npos) << refused.err;
}
#endif

}  // namespace
}  // namespace saddle
