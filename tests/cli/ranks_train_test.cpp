// A training by several processes that mpirun has started: the same bits as by one.
#include <algorithm>
#include <filesystem>
#include <sstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "ranks.h"

namespace saddle {
namespace {

using nlohmann::json;
using program::mpirun;

const std::string dense_with_adam = R"({"saddle": 1, "data": {"set": "procedural_digits", "train": 600, "test": 150},
  "network": [{"type": "dense", "units": 100}, {"type": "relu"}, {"type": "dense", "units": 50}, {"type": "relu"},
    {"type": "dense", "units": 10}],
  "optimizer": {"type": "adam", "learning_rate": 0.001}, "training": {"batch_size": 100, "epochs": 3}})";
const std::string convnet = R"({"saddle": 1, "data": {"set": "procedural_digits", "train": 230, "test": 60,
    "augment": {"shift": 1}},
  "network": [{"type": "conv2d", "filters": 8, "kernel": 3}, {"type": "batch_norm"}, {"type": "relu"},
    {"type": "max_pool2d"}, {"type": "conv2d", "filters": 8, "kernel": 3}, {"type": "relu"}, {"type": "dropout"},
    {"type": "dense", "units": 30}, {"type": "batch_norm"}, {"type": "relu"}, {"type": "dense", "units": 10}],
  "optimizer": {"type": "momentum", "learning_rate": 0.01, "weight_decay": 1e-4},
  "training": {"batch_size": 50, "epochs": 3}})";
const std::string residual = R"({"saddle": 1, "data": {"set": "procedural_digits", "train": 200, "test": 50},
  "network": [{"type": "conv2d", "name": "stem", "filters": 8, "kernel": 3, "padding": 1},
    {"type": "conv2d", "filters": 8, "kernel": 3, "padding": 1}, {"type": "relu"},
    {"type": "conv2d", "name": "end", "filters": 8, "kernel": 3, "padding": 1},
    {"type": "add", "name": "sum", "inputs": ["stem", "end"]}, {"type": "relu"}, {"type": "max_pool2d"},
    {"type": "dense", "units": 10}],
  "optimizer": {"type": "sgd", "learning_rate": 0.05}, "training": {"batch_size": 40, "epochs": 2}})";

class RanksOfATraining : public testing::Test {
 protected:
  void SetUp() override {
    if (const std::string why = program::no_mpirun(); !why.empty()) GTEST_SKIP() << why;
    place_.write("dense.json", dense_with_adam);
    place_.write("convnet.json", convnet);
    place_.write("residual.json", residual);
  }
  // `processes`: 0 for one without mpirun.
  Outcome train(const std::string& arguments, int processes) {
    return place_.saddle("train " + arguments, processes > 0 ? mpirun(processes) : std::string());
  }
  json result(const std::string& arguments, int processes) {
    const Outcome outcome = train(arguments + " --json", processes);
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_EQ(outcome.err, "");
    json json = outcome.status == 0 ? json::parse(outcome.out) : nlohmann::json();
    for (const char* time : {"seconds", "samples_per_second"}) json.erase(time);
    return json;
  }
  // The rows of a log, without the times.
  std::string curve(const std::string& log) {
    std::istringstream text(place_.content(log));
    std::string all;
    for (std::string line; std::getline(text, line);) {
      json row = json::parse(line);
      row.erase("seconds");
      all += row.dump() + "\n";
    }
    return all;
  }
  Place place_;
};

TEST_F(RanksOfATraining, HasTheSameBitsWithAnyNumberOfProcesses) {
  for (const std::string name : {"dense", "convnet", "residual"}) {
    const std::string what = name + ".json --threads 1 --log run.jsonl --save net.npz --checkpoint at.npz";
    const json alone = result(what, 0);
    const std::string rows = curve("run.jsonl"), net = place_.content("net.npz"), at = place_.content("at.npz");
    ASSERT_FALSE(net.empty());
    for (const int processes : {1, 2, 3, 4}) {
      for (const char* file : {"run.jsonl", "net.npz", "at.npz"}) std::filesystem::remove(place_ / file);
      EXPECT_EQ(result(what, processes), alone) << name << ", " << processes;
      EXPECT_EQ(curve("run.jsonl"), rows) << name << ", " << processes;
      EXPECT_TRUE(place_.content("net.npz") == net) << name << ", " << processes;
      EXPECT_TRUE(place_.content("at.npz") == at) << name << ", " << processes;
    }
  }
}

TEST_F(RanksOfATraining, ACheckpointOfTwoGoesOnWithThree) {
  result("convnet.json --threads 1 --checkpoint whole.npz", 0);
  result("convnet.json --threads 1 --steps 6 --checkpoint part.npz", 2);
  result("part.npz --checkpoint part.npz", 3);
  EXPECT_TRUE(place_.content("part.npz") == place_.content("whole.npz"));
}

TEST_F(RanksOfATraining, ThreadsOfEachShareItsWork) {
  const json alone = result("convnet.json --threads 1 --steps 5", 0);
  EXPECT_EQ(result("convnet.json --threads 2 --steps 5", 2), alone);
}

TEST_F(RanksOfATraining, WhatGoesWrongOnOneEndsAllWithOneSentence) {
  const auto expect_end = [&](const Outcome& outcome, int status, const std::string& sentence) {
    EXPECT_EQ(outcome.status, status) << outcome.err;
    EXPECT_NE(outcome.err.find(sentence), std::string::npos) << outcome.err;
    EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 1) << outcome.err;
  };
  const std::string experiment = R"({"saddle": 1, "data": {"set": "csv", "path": "data.csv"},
    "network": [{"type": "dense", "units": 5000}, {"type": "dense", "units": 2}], "training": {"epochs": 1}})";
  std::string rows = "a,b,label\n", other = rows;
  for (int i = 0; i < 200; ++i) {
    rows += std::to_string(i) + "," + std::to_string(i * i % 17) + (i % 2 ? ",x\n" : ",y\n");
    other += std::to_string(i) + "," + std::to_string(i * i % 19) + (i % 2 ? ",x\n" : ",y\n");
  }
  place_.write("one/net.json", experiment);
  place_.write("one/data.csv", rows);
  place_.write("bad/net.json", experiment);
  place_.write("bad/data.csv", "a,b,label\n1,2,x,7,7\n");
  place_.write("other/net.json", experiment);
  place_.write("other/data.csv", other);
  const auto with = [&](const std::string& folder) {
    return place_.saddle("train net.json --threads 1", mpirun(3) +
                                                           " bash -c 'cd $([ $OMPI_COMM_WORLD_RANK = 1 ] && echo " +
                                                           folder + R"( || echo one); exec "$0" "$@"')");
  };
  EXPECT_EQ(with("one").status, 0) << with("one").err;
  expect_end(with("bad"), 2, "saddle: rank 1: ");
  expect_end(with("other"), 2, "saddle: rank 1 has other data or weights");
  // What fails on all is said once.
  expect_end(train("no-such-file.json", 3), 2, "no-such-file.json");
  const Outcome diverged = train("dense.json --set optimizer.learning_rate=1000 --set optimizer.type=sgd", 3);
  EXPECT_EQ(diverged.status, 1);
  const std::string sentence = "the loss is not a number any more after step";
  EXPECT_EQ(diverged.err.find(sentence), diverged.err.rfind(sentence)) << diverged.err;
  EXPECT_NE(diverged.err.find(sentence), std::string::npos) << diverged.err;
  // The disk of rank 0 is full.
  const Outcome full = place_.saddle("train dense.json --threads 1 --save net.npz", program::mpirun_on_full_disk(2));
  expect_end(full, 2, "net.npz");
  EXPECT_FALSE(std::filesystem::exists(place_ / "net.npz"));
}

TEST_F(RanksOfATraining, WhatMpirunEndsIsSavedFirst) {
  const Outcome outcome =
      place_.saddle("train dense.json --epochs 100000 --threads 1 --save net.npz", "timeout -s INT 3 " + mpirun(2));
  EXPECT_NE(outcome.err.find("stopped at step"), std::string::npos) << outcome.err;
  EXPECT_FALSE(place_.content("net.npz").empty());
}

}  // namespace
}  // namespace saddle
