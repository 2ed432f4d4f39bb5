// Units that are silenced, on the command line.
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "program.h"

namespace saddle {
namespace {

using nlohmann::json;

class SurgeryOnTheCommandLine : public testing::Test {
 protected:
  json said(const std::string& arguments) {
    const Outcome outcome = place_.saddle(arguments + " --json");
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    return outcome.status == 0 ? json::parse(outcome.out) : json();
  }
  const std::string train_ = "train first-light --set data.train=400 --set data.test=200 --steps 30 ";
  Place place_;
};

TEST_F(SurgeryOnTheCommandLine, AKnockOutIsWhatSilencingOneByOneSays) {
  said(train_ + "--save whole.npz");
  const json map = said("eval whole.npz --knock-out conv2d_1");
  ASSERT_EQ(map["knock_out"]["accuracies"].size(), 16u);
  for (const int unit : {0, 7, 15}) {
    const json one = said("eval whole.npz --silence conv2d_1:" + std::to_string(unit));
    EXPECT_EQ(map["knock_out"]["accuracies"][static_cast<size_t>(unit)], one["accuracy"]);
    EXPECT_EQ(map["knock_out"]["losses"][static_cast<size_t>(unit)], one["loss"]);
  }
  EXPECT_EQ(said("eval whole.npz")["loss"], map["loss"]);
  EXPECT_NE(said("eval whole.npz --silence conv2d_1:0,3=0.5 --silence dense_1:2")["loss"], map["loss"]);
}

TEST_F(SurgeryOnTheCommandLine, AModelIsSavedWithWhatWasDoneToIt) {
  said(train_ + "--set network[0].pinned=3 --set network[3].frozen=true --save held.npz");
  said(train_ + "--save whole.npz");
  EXPECT_EQ(said("eval held.npz --silence conv2d_1:3")["loss"], said("eval held.npz")["loss"]);
  EXPECT_NE(said("eval held.npz")["loss"], said("eval whole.npz")["loss"]);
}

TEST_F(SurgeryOnTheCommandLine, WhatNamesNoUnitIsOneSentence) {
  said(train_ + "--save whole.npz");
  for (const auto& [arguments, sentence] :
       {std::pair{"--silence conv_9:1",
                  "--silence: \"conv_9:1\" names no layer; write a layer and its units, as in "
                  "conv2d_1:3"},
        {"--silence conv2d_1:99", "network[0].pinned: there is no unit 99; the layer has 16, counted from 0"},
        {"--silence conv2d_1:x",
         "--silence: \"x\" pins no unit; write \"3\" to silence unit 3 and \"5=1.5\" to pin "
         "unit 5, each once"},
        {"--knock-out conv_9", "conv_9: the network has no such layer"}}) {
    const Outcome outcome = place_.saddle(std::string("eval whole.npz ") + arguments);
    EXPECT_EQ(outcome.status, 2) << arguments;
    EXPECT_NE(outcome.err.find(sentence), std::string::npos) << outcome.err;
  }
}

}  // namespace
}  // namespace saddle
