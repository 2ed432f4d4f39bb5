#include <set>
#include <sstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "program.h"
#include "saddle/simd_level.h"

namespace saddle {
namespace {

using nlohmann::json;

TEST(Bench, PrintsOneJsonObjectForEachWorkloadAndBatchSize) {
  const Place place;
  const Outcome outcome = place.saddle("bench --workload W7,W5 --threads 1 --seconds 0.05 --windows 2 --json");
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  std::multiset<std::pair<std::string, int>> seen;
  std::istringstream lines(outcome.out);
  for (std::string line; std::getline(lines, line);) {
    const json row = json::parse(line);
    seen.emplace(row["workload"].get<std::string>(), row["batch"].get<int>());
    EXPECT_EQ(row["threads"], 1);
    EXPECT_EQ(row["windows"], 2);
    EXPECT_GT(row["samples_per_s"], 0.0);
    EXPECT_GE(row["best"], row["samples_per_s"]);
    EXPECT_LE(row["worst"], row["samples_per_s"]);
    EXPECT_NEAR(row["step_ms"].get<double>() * row["samples_per_s"].get<double>(), 1000.0 * row["batch"].get<int>(), 1);
    EXPECT_EQ(row["level"], name_of(simd_level()));
    EXPECT_GT(row["peak_gflops"], 1.0);
    EXPECT_NEAR(row["of_peak"].get<double>() * row["peak_gflops"].get<double>(), row["gflops"].get<double>(), 1e-6);
    EXPECT_EQ(row.contains("epochs_per_s"), row["workload"] == "W7");
    // 2 FLOP a multiply-add, counted by hand from the tables in tests/bench/README.md.
    EXPECT_NEAR(row["mflop_per_sample"].get<double>(), row["workload"] == "W7" ? 0.0087 : 17.5447, 1e-4);
  }
  EXPECT_EQ(seen, (std::multiset<std::pair<std::string, int>>{{"W7", 32}, {"W5", 1}, {"W5", 256}}));
}

TEST(Bench, NamesAWorkloadThatThereIsNot) {
  const Place place;
  const Outcome outcome = place.saddle("bench --workload W9");
  EXPECT_EQ(outcome.status, 2);
  EXPECT_NE(outcome.err.find("W9"), std::string::npos) << outcome.err;
  EXPECT_EQ(outcome.out, "");
}

}  // namespace
}  // namespace saddle
