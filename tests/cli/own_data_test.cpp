// Files of the user's own on the command line: what becomes of them is said first.
#include <filesystem>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "program.h"

namespace saddle {
namespace {

using nlohmann::json;

constexpr const char* small = R"({"saddle": 1, "name": "t", "data": {"set": "csv", "path": "t.csv"},
  "network": [{"type": "dense", "units": 2}], "loss": "softmax_cross_entropy", "optimizer": {"type": "adam"},
  "training": {"batch_size": 8, "epochs": 2}})";

std::string rows(int count) {
  std::string text = "a;b;k\n";
  for (int i = 0; i < count; ++i) {
    const char* kind = i % 2 ? "ash" : "oak";
    text += std::to_string(i % 2) + "," + std::to_string(i % 7) + ";" + std::to_string(i % 3) + ";" + kind + "\n";
  }
  return text;
}

class OwnData : public testing::Test {
 protected:
  void bring(const std::string& from, const std::string& to) {
    std::filesystem::copy_file(std::string(SADDLE_TEST_DATA) + "/" + from, place_.path() / to);
  }
  Place place_;
};

TEST_F(OwnData, WhatWasGuessedIsTheFirstThingThatTrainSays) {
  place_.write("t.json", small);
  place_.write("t.csv", rows(40));
  const Outcome words = place_.saddle("train t.json");
  ASSERT_EQ(words.status, 0) << words.err;
  EXPECT_TRUE(
      words.out.starts_with("note   data.header: the first line names the columns; 40 rows, 2 features: a, b\n"))
      << words.out;
  EXPECT_LT(words.out.find("decimal comma"), words.out.find("steps")) << words.out;
  const json result = json::parse(place_.saddle("train t.json --json").out);
  ASSERT_TRUE(result["notes"].is_array());
  EXPECT_EQ(result["notes"][0], "data.header: the first line names the columns; 40 rows, 2 features: a, b");
  EXPECT_EQ(json::parse(place_.saddle("train first-light --steps 1 --json").out)["notes"], json::array());
}

TEST_F(OwnData, ATableAFolderOrArraysCanBeTrainedAsTheyAre) {
  place_.write("t.csv", rows(40));
  place_.write("numbers.csv", "h;temp\n1;20,5\n2;21,5\n3;20,5\n4;22,0\n5;23,5\n");
  for (const char* name : {"a/1.png", "a/2.png", "a/3.png", "b/1.png", "b/2.png", "b/3.png"}) {
    std::filesystem::create_directories((place_.path() / "p" / name).parent_path());
    bring("pictures/scene.png", std::string("p/") + name);
  }
  bring("numpy_labels.npz", "arrays.npz");
  for (const char* source : {"t.csv", "numbers.csv", "p", "arrays.npz"}) {
    const Outcome trained = place_.saddle("train " + std::string(source) + " --epochs 1 --save net.npz --json");
    ASSERT_EQ(trained.status, 0) << source << ": " << trained.err;
    const std::string made = json::parse(trained.out)["notes"][0];
    EXPECT_TRUE(made.starts_with(std::string(source) + ": holds data, so an experiment was made for it")) << made;
    EXPECT_EQ(place_.saddle("train net.npz --epochs 1").status, 0) << source << " as a model";
  }
}

TEST_F(OwnData, RowsThatLackValuesAreRefusedInOneSentence) {
  place_.write("t.csv", "a,b,k\n1,2,x\n?,3,y\n4,,x\n5,6,y\n6,7,x\n7,7,y\n");
  const Outcome refused = place_.saddle("train t.csv");
  EXPECT_EQ(refused.status, 2);
  EXPECT_NE(refused.err.find("data.missing: 2 of 6 rows"), std::string::npos) << refused.err;
  EXPECT_EQ(place_.saddle("train t.csv --set data.missing=drop --epochs 1").status, 0);
}

TEST_F(OwnData, NamesThatAreNotUtf8ComeBackAndHinderNoOther) {
  bring("seven.png", "good.png");
  bring("seven.png", "b\xe9.png");
  const Outcome outcome =
      place_.saddle("predict '" SADDLE_ASSETS "/models/digits.npz' \"$(printf 'b\\351.png')\" good.png --json");
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  const json answers = json::parse(outcome.out);
  ASSERT_EQ(answers.size(), 2u);
  EXPECT_EQ(answers[0]["picture"], "b\\xe9.png");
  EXPECT_EQ(answers[1]["picture"], "good.png");
  EXPECT_EQ(answers[0]["probabilities"], answers[1]["probabilities"]);
}

// By its first bytes, whatever it is called: what it is, and which command reads it.
TEST_F(OwnData, AFileThatIsNoExperimentIsCalledWhatItIs) {
  using namespace std::string_literals;
  const struct {
    const char* name;
    std::string bytes, kind, mend;
  } files[] = {{"a.npy", "\x93NUMPY\x01\0v\0{'descr'"s, "a single array (.npy)", "saddle train"},
               {"a.png", "\x89PNG\r\n\x1a\n\0\0"s, "a picture", "saddle predict"},
               {"a.webp", "RIFF\x10\0\0\0WEBPVP8 "s, "a picture", "saddle predict"},
               {"train-labels-idx1-ubyte", "\0\0\x08\x01\0\0\0\x02\1\2"s, "an IDX file", "--data"},
               {"a.csv.gz", "\x1f\x8b\x08\0\0"s, "compressed by gzip", "unpack"},
               {"a.xlsx", "PK\x03\x04\x14\0"s, "a spreadsheet", "CSV"},
               {"a.h5", "\x89HDF\r\n\x1a\n"s, "HDF5", ".npz"},
               {"a.json", "%PDF-1.7\n"s, "PDF", "CSV"}};
  for (const auto& [name, bytes, kind, mend] : files) {
    SCOPED_TRACE(name);
    place_.write(name, bytes);
    for (const char* command : {"train ", "gradcheck "}) {
      const Outcome outcome = place_.saddle(command + std::string(name));
      EXPECT_EQ(outcome.status, 2);
      for (const std::string& part : {std::string(name), kind, mend})
        EXPECT_NE(outcome.err.find(part), std::string::npos) << outcome.err;
      EXPECT_EQ(outcome.err.find("JSON"), std::string::npos) << outcome.err;
    }
  }
  place_.write("t.csv", rows(20));
  ASSERT_EQ(place_.saddle("train t.csv --epochs 1 --save m.npz").status, 0);
  for (const char* command : {"predict m.npz a.npy", "train t.csv --epochs 1 --set data.path=a.npy"}) {
    const Outcome outcome = place_.saddle(command);
    EXPECT_EQ(outcome.status, 2) << command;
    EXPECT_NE(outcome.err.find("a.npy: is a single array"), std::string::npos) << outcome.err;
  }
  const Outcome missing = place_.saddle("train nowhere.npy");
  EXPECT_NE(missing.err.find("no such file"), std::string::npos) << missing.err;
}

// A batch of 16 is a batch of 1 where there is no more.
TEST_F(OwnData, ASingleSampleCannotBeComparedWithItsBatch) {
  place_.write("net.json", R"({"saddle": 1, "data": {"set": "procedural_digits", "train": 1, "test": 10}, "network":
    [{"type": "flatten"}, {"type": "dense", "units": 8}, {"type": "batch_norm"}, {"type": "dense", "units": 10}],
    "training": {"batch_size": 16, "epochs": 1}})");
  const Outcome one = place_.saddle("train net.json");
  EXPECT_EQ(one.status, 2);
  EXPECT_NE(one.err.find("data.train: with one sample"), std::string::npos) << one.err;
  EXPECT_NE(one.err.find("batch_norm_1"), std::string::npos) << one.err;
  EXPECT_EQ(place_.saddle("train net.json --set data.train=2").status, 0);
}

}  // namespace
}  // namespace saddle
