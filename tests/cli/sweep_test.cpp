// saddle sweep: many runs, one result.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <sstream>
#include <sys/stat.h>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "program.h"
#include "saddle/picture.h"

namespace saddle {
namespace {

using nlohmann::json;

constexpr const char* moons = R"({
  "saddle": 1, "name": "Moons", "data": {"set": "moons", "train": 200, "test": 100},
  "network": [{"type": "dense", "units": 12}, {"type": "relu"}, {"type": "dense", "units": 2}],
  "optimizer": {"type": "sgd", "learning_rate": 0.1},
  "training": {"batch_size": 20, "epochs": 3}
})";

class SweepCommand : public testing::Test {
 protected:
  SweepCommand() { place_.write("moons.json", moons); }
  Outcome sweep(const std::string& arguments) { return place_.saddle("sweep " + arguments); }
  json result(const std::string& arguments) {
    const Outcome outcome = sweep(arguments + " --json");
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    return json::parse(outcome.out);
  }
  void expect_refusal(const std::string& arguments, const std::string& culprit) {
    const Outcome outcome = sweep(arguments);
    EXPECT_EQ(outcome.status, 2) << arguments << "\n" << outcome.err;
    EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 1) << outcome.err;
    EXPECT_NE(outcome.err.find(culprit), std::string::npos) << outcome.err;
    EXPECT_EQ(outcome.out, "") << arguments;
  }
  Place place_;
};

TEST_F(SweepCommand, HasARowForEachRunThatTrainWouldHaveMadeAndASummaryOfEachCombination) {
  const json end = result("moons.json --vary optimizer.type=sgd,adam --vary 'network.*.init=0.1,he' --seeds 3");
  ASSERT_EQ(end["runs"].size(), 12u);
  ASSERT_EQ(end["summary"].size(), 4u);
  const json& row = end["runs"][10];
  EXPECT_EQ(row["settings"], (json{{"optimizer.type", "adam"}, {"network.*.init", "he"}}));
  EXPECT_EQ(row["seed"], 2);
  EXPECT_EQ(row["diverged"], false);
  const json alone = json::parse(
      place_
          .saddle("train moons.json --set optimizer.type=adam --set network[0].init=he --set network[2].init=he "
                  "--seed 2 --json")
          .out);
  for (const char* name : {"steps", "train_loss", "train_accuracy", "test_loss", "test_accuracy"})
    EXPECT_EQ(row[name], alone[name]) << name;
  std::vector<double> losses;
  for (int i = 9; i < 12; ++i) losses.push_back(end["runs"][static_cast<size_t>(i)]["train_loss"]);
  std::ranges::sort(losses);
  const json& summary = end["summary"][3];
  EXPECT_EQ(summary["settings"], row["settings"]);
  EXPECT_EQ(summary["runs"], 3);
  EXPECT_EQ(summary["least"]["train_loss"], losses[0]);
  EXPECT_EQ(summary["median"]["train_loss"], losses[1]);
  EXPECT_EQ(summary["greatest"]["train_loss"], losses[2]);
}

TEST_F(SweepCommand, PrintsTheSameBytesWithAnyNumberOfJobs) {
  const std::string what = "moons.json --vary optimizer.type=sgd,adam --seeds 2 --json --jobs ";
  const Outcome one = sweep(what + "1 --log one.jsonl"), three = sweep(what + "3 --log three.jsonl");
  EXPECT_EQ(one.status, 0);
  EXPECT_EQ(one.out, three.out);
  EXPECT_EQ(place_.content("one.jsonl"), place_.content("three.jsonl"));
  const std::string log = place_.content("one.jsonl");
  EXPECT_EQ(std::count(log.begin(), log.end(), '\n'), 4);
  const json row = json::parse(log.substr(0, log.find('\n')));
  EXPECT_EQ(row["curves"]["train_loss"]["steps"].size(), 30u);
  EXPECT_EQ(row["curves"]["train_loss"]["values"].back(), row["train_loss"]);
}

TEST_F(SweepCommand, ReadsAStudyFromAFileAndOptionsGoBeforeIt) {
  std::string study = moons;
  study.replace(study.rfind('}'), 1, R"(, "vary": {"optimizer.type": ["sgd", "adam"]}, "seeds": 2, "steps": 5})");
  place_.write("study.json", study);
  EXPECT_EQ(result("study.json")["runs"].size(), 4u);
  EXPECT_EQ(result("study.json")["runs"][3]["steps"], 5);
  const json other = result("study.json --vary optimizer.type=rmsprop --seeds 1 --steps 7");
  ASSERT_EQ(other["runs"].size(), 1u);
  EXPECT_EQ(other["runs"][0]["settings"]["optimizer.type"], "rmsprop");
  EXPECT_EQ(other["runs"][0]["steps"], 7);
  const Outcome train = place_.saddle("train study.json");
  EXPECT_EQ(train.status, 2);
  EXPECT_NE(train.err.find("saddle sweep trains it"), std::string::npos) << train.err;
}

TEST_F(SweepCommand, ARunThatDivergesIsARow) {
  // At a rate of 0.1 each step makes the weights -9 times what they were.
  const json end = result("moons.json --vary optimizer.weight_decay=0,100 --epochs 20");
  EXPECT_EQ(end["runs"][0]["diverged"], false);
  EXPECT_EQ(end["runs"][1]["diverged"], true);
  EXPECT_TRUE(end["runs"][1]["test_accuracy"].is_null());
  EXPECT_TRUE(end["summary"][1]["median"]["test_accuracy"].is_null());
  EXPECT_EQ(end["summary"][1]["diverged"], 1);
}

TEST_F(SweepCommand, DrawsAPictureOnWhite) {
  ASSERT_EQ(sweep("moons.json --vary network.batch_norm=off,on --vary optimizer.type=sgd,adam --seeds 2 --picture "
                  "p.png --metric train_loss")
                .status,
            0);
  const PixelImage picture = read_picture(place_ / "p.png", 3);
  int64_t white = 0;
  for (size_t i = 0; i + 2 < picture.pixels.size(); i += 3)
    white += picture.pixels[i] == 255 && picture.pixels[i + 1] == 255 && picture.pixels[i + 2] == 255;
  const int64_t all = int64_t{picture.width} * picture.height;
  EXPECT_GT(white, all / 2);
  EXPECT_LT(white, all * 99 / 100);
  ASSERT_EQ(sweep("moons.json --vary network.batch_norm=off,on --picture p.svg --steps 20").status, 0);
  EXPECT_NE(place_.content("p.svg").find("batch_norm = on"), std::string::npos);
}

TEST_F(SweepCommand, EndsInOrderOnCtrlC) {
  const Outcome outcome =
      place_.saddle("sweep moons.json --vary training.epochs=1,1000000 --jobs 1 --json", "timeout --signal=INT 2");
  EXPECT_EQ(outcome.status, 124) << "the program ended by itself, and timeout says so";
  const json end = json::parse(outcome.out);
  ASSERT_EQ(end["runs"].size(), 1u) << "of the two, the one that had ended";
  EXPECT_EQ(end["runs"][0]["steps"], 10);
  EXPECT_NE(outcome.err.find("stopped after 1 of 2 runs"), std::string::npos) << outcome.err;
}

TEST_F(SweepCommand, RefusesWhatCannotBeWithOneSentence) {
  expect_refusal("moons.json", "--vary: nothing varies");
  expect_refusal("moons.json --vary optimizer.type", "expected path=value");
  expect_refusal("curve --vary optimizer.type=sgd,adam --metric test_accuracy", "compare by test_loss");
  ASSERT_EQ(::mkfifo((place_.path() / "pipe").c_str(), 0600), 0);
  expect_refusal("pipe --vary optimizer.type=sgd,adam", "pipe: is a device or a pipe");
  expect_refusal("/dev/zero --vary optimizer.type=sgd,adam", "/dev/zero: is a device or a pipe");
  expect_refusal("moons.json --vary optimizer.type=sgd,nonsense", "nonsense");
  expect_refusal("moons.json --vary network.*.color=1", "no layer of this network has \"color\"");
  expect_refusal("moons.json --vary network.batch_norm=perhaps", "expected on or off");
  expect_refusal("moons.json --vary optimizer.type=sgd,sgd", "named twice");
  expect_refusal("moons.json --seeds 0", "from 1 to");
  expect_refusal("moons.json --seeds 2 --metric speed", "there is no figure \"speed\"");
  expect_refusal("moons.json --seeds 2 --log a.txt", "does not end in .jsonl");
  expect_refusal("moons.json --seeds 2 --log /nonexistent/a.jsonl", "/nonexistent");
  expect_refusal("moons.json --vary network[2].units=2,3", "network[2].units=3");
}

TEST_F(SweepCommand, WritesOverNothingThatItsRunsRead) {
  const std::string table = "a,b,label\n1,2,x\n2,1,y\n1,3,x\n3,1,y\n1,4,x\n4,1,y\n1,5,x\n5,1,y\n";
  for (const char* name : {"one.csv", "two.csv"}) place_.write(name, table);
  place_.write("csv.json", R"({"saddle": 1, "data": {"set": "csv", "path": "one.csv"},
    "network": [{"type": "dense", "units": 2}]})");
  expect_refusal("csv.json --vary optimizer.type=sgd,adam --steps 2 --picture one.csv", "is what data.path reads");
  expect_refusal("csv.json --vary data.path=one.csv,two.csv --steps 2 --picture two.csv", "is what data.path reads");
  for (const char* name : {"one.csv", "two.csv"}) EXPECT_EQ(place_.content(name), table);
}

TEST_F(SweepCommand, PicturesHaveAFormatThatIsWrittenAndSpareTheFilesOfDataSets) {
  expect_refusal("moons.json --seeds 2 --steps 2 --picture p.jpg", "does not end in .png or .svg");
  expect_refusal("moons.json --seeds 2 --steps 2 --picture p", "does not end in .png or .svg");
  for (const char* folder : {"pets", "pets/cat", "pets/dog"}) ASSERT_EQ(::mkdir((place_ / folder).c_str(), 0755), 0);
  for (const char* file : {"pets/cat/1.png", "pets/dog/1.png"}) {
    write_png(place_ / file, {.width = 2, .height = 2, .channels = 1, .pixels = {0, 90, 180, 255}});
  }
  place_.write("pets.json", R"({"saddle": 1, "data": {"set": "image_folder", "path": "pets", "height": 4, "width": 4},
    "network": [{"type": "dense", "units": 2}]})");
  const std::string cat = place_.content("pets/cat/1.png");
  expect_refusal("pets.json --vary optimizer.type=sgd,adam --steps 2 --picture pets/cat/1.png", "lies among what");
  expect_refusal("pets.json --vary optimizer.type=sgd,adam --steps 2 --picture pets/new.png", "lies among what");
  EXPECT_EQ(place_.content("pets/cat/1.png"), cat);
  for (const char* name : {"images.gz", "labels-idx1-ubyte"}) {
    const std::string head = name[0] == 'i' ? std::string("\x1f\x8b\x08", 3) : std::string("\0\0\x08\x01", 4);
    place_.write(name, head);
    const Outcome outcome = place_.saddle(std::string("train moons.json --steps 2 --save ") + name);
    EXPECT_EQ(outcome.status, 2);
    EXPECT_NE(outcome.err.find("is the file of a data set"), std::string::npos) << outcome.err;
    EXPECT_EQ(place_.content(name), head);
  }
}

}  // namespace
}  // namespace saddle
