// saddle train --tape: a run as a file, and what the window makes of it.
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "program.h"

namespace saddle {
namespace {

constexpr const char* digits = R"({
  "saddle": 1, "name": "Small",
  "data": {"set": "procedural_digits", "train": 200, "test": 50},
  "network": [{"type": "conv2d", "filters": 4, "kernel": 5, "stride": 2}, {"type": "relu"}, {"type": "dense", "units": 10}],
  "optimizer": {"type": "adam"},
  "training": {"batch_size": 50, "epochs": 3}
})";

TEST(Tape, TrainWritesOneWhichIsAModelAndWhichTheWindowShowsWithoutData) {
  Place place;
  place.write("small.json", digits);
  ASSERT_EQ(place.saddle("train small.json --tape t.npz --every 4 --save m.npz").status, 0) << place.content(".err");
  const Outcome tape = place.saddle("eval t.npz --json"), model = place.saddle("eval m.npz --json");
  ASSERT_EQ(tape.status, 0) << tape.err;
  EXPECT_EQ(nlohmann::json::parse(tape.out)["accuracy"], nlohmann::json::parse(model.out)["accuracy"]);
  const Outcome shown = place.saddle("--experiment t.npz --screenshot t.png --size 1280x720");
  EXPECT_EQ(shown.status, 0) << shown.err;
  EXPECT_GT(place.content("t.png").size(), 10'000u);
}

TEST(Tape, EveryNeedsATape) {
  Place place;
  place.write("small.json", digits);
  const Outcome outcome = place.saddle("train small.json --every 4");
  EXPECT_EQ(outcome.status, 2);
  EXPECT_NE(outcome.err.find("--tape"), std::string::npos) << outcome.err;
}

}  // namespace
}  // namespace saddle
