// The contract of the command line: exit status, one sentence on standard error, JSON and nothing else with --json.
#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "program.h"
#include "saddle/picture.h"

namespace saddle {
namespace {

using nlohmann::json;

constexpr const char* small = R"({
  "saddle": 1, "name": "Small",
  "data": {"set": "procedural_digits", "train": 600, "test": 100},
  "network": [{"type": "conv2d", "filters": 4, "kernel": 5}, {"type": "relu"}, {"type": "max_pool2d"},
              {"type": "dense", "units": 10}],
  "optimizer": {"type": "adam"},
  "training": {"batch_size": 50, "epochs": 3, "evaluate_every": 10}
})";

class Cli : public testing::Test {
 protected:
  Cli() { place_.write("small.json", small); }
  void expect_refusal(const std::string& arguments, const std::string& culprit, int status = 2) {
    const Outcome outcome = place_.saddle(arguments);
    EXPECT_EQ(outcome.status, status) << arguments << "\n" << outcome.err;
    EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 1) << arguments << "\n" << outcome.err;
    EXPECT_NE(outcome.err.find(culprit), std::string::npos) << arguments << "\n" << outcome.err;
    EXPECT_EQ(outcome.out, "") << arguments;
  }
  PixelImage picture(const std::string& name) const { return read_picture(place_ / name, 3); }
  Place place_;
};

// The dark theme's: of a panel, of the first curve and of the second.
using Color = std::array<uint8_t, 3>;
constexpr Color panel{0x1b, 0x1f, 0x26}, first{0x67, 0xa2, 0xfa}, second{0xf4, 0xa8, 0x00};

// The share of the pixels in a part of a picture, in hundredths of its sides, that have this color.
struct Part {
  int left = 0, top = 0, right = 100, bottom = 100;
};
double share(const PixelImage& image, const Color& color, const Part& part = {}) {
  int64_t found = 0, all = 0;
  for (int y = image.height * part.top / 100; y < image.height * part.bottom / 100; ++y) {
    for (int x = image.width * part.left / 100; x < image.width * part.right / 100; ++x, ++all)
      found += std::equal(color.begin(), color.end(), &image.pixels[static_cast<size_t>((y * image.width + x) * 3)]);
  }
  return static_cast<double>(found) / static_cast<double>(all);
}

// README and help name what comes, and nothing that does not.
TEST_F(Cli, WhatTrainPrintsAsJsonIsDocumented) {
  const json result = json::parse(place_.saddle("train small.json --steps 2 --json").out);
  std::ifstream file(SADDLE_SOURCE "/README.md");
  const std::string readme(std::istreambuf_iterator<char>(file), {}), help = place_.saddle("train --help").out;
  const size_t begin = readme.find("`train --json` prints"), end = readme.find("`predict --json`");
  ASSERT_LT(begin, end);
  const std::string documented = readme.substr(begin, end - begin);
  for (const auto& [key, value] : result.items()) {
    EXPECT_NE(documented.find("`" + key + "`"), std::string::npos) << key << " is not in README.md";
    EXPECT_NE(help.find(key), std::string::npos) << key << " is not in the help";
  }
  EXPECT_EQ(std::count(documented.begin(), documented.end(), '`'), 2 * std::ssize(result) + 2);
}

TEST_F(Cli, TrainsSavesLogsEvaluatesAndPredicts) {
  const Outcome trained =
      place_.saddle("train small.json --save net.npz --log run.csv --picture run.png --threads 2 --json");
  ASSERT_EQ(trained.status, 0) << trained.err;
  const json result = json::parse(trained.out);
  EXPECT_EQ(result["steps"], 36);
  EXPECT_EQ(result["epochs"], 3.0);
  for (const char* key :
       {"train_loss", "train_accuracy", "test_loss", "test_accuracy", "seconds", "samples_per_second"})
    EXPECT_TRUE(result[key].is_number()) << key;
  EXPECT_GT(result["test_accuracy"].get<double>(), 0.5);
  EXPECT_EQ(trained.err, "");  // no bar where nobody looks

  std::istringstream log(place_.content("run.csv"));
  std::string line;
  std::getline(log, line);
  EXPECT_EQ(line, "step,epoch,seconds,train_loss,train_accuracy,test_accuracy,gradient_norm");
  int rows = 0;
  std::string last;
  for (; std::getline(log, line); last = line) EXPECT_EQ(line.find(std::to_string(++rows) + ","), 0u) << line;
  EXPECT_EQ(rows, 36);
  std::vector<std::string> columns;
  std::istringstream cells(last);
  for (std::string cell; std::getline(cells, cell, ',');) columns.push_back(cell);
  ASSERT_GE(columns.size(), 4u) << last;
  EXPECT_NEAR(std::stod(columns[3]), result["train_loss"].get<double>(), 1e-5) << last;
  const PixelImage drawn = picture("run.png");
  EXPECT_GT(share(drawn, panel), 0.3);
  EXPECT_GT(share(drawn, first), 0.0004) << "the losses of the steps";
  EXPECT_GT(share(drawn, second), 0.0003) << "those of the test set";

  const Outcome evaluated = place_.saddle("eval net.npz --json");
  ASSERT_EQ(evaluated.status, 0) << evaluated.err;
  const json evaluation = json::parse(evaluated.out);
  EXPECT_NEAR(evaluation["accuracy"].get<double>(), result["test_accuracy"].get<double>(), 1e-9);
  // Rows are classes, columns what they were taken for: the diagonal is what was right.
  const json& confusion = evaluation["confusion"];
  ASSERT_EQ(confusion.size(), 10u);
  double right = 0, all = 0;
  for (size_t label = 0; label < confusion.size(); ++label) {
    for (size_t answer = 0; answer < confusion[label].size(); ++answer) {
      all += confusion[label][answer].get<double>();
      right += label == answer ? confusion[label][answer].get<double>() : 0;
    }
  }
  EXPECT_EQ(all, result["test_samples"].get<double>());
  EXPECT_NEAR(right / all, result["test_accuracy"].get<double>(), 1e-9);
}

TEST_F(Cli, RegressionHasALossAndNoAccuracy) {
  const Outcome words = place_.saddle("train curve --steps 20 --save curve.npz");
  ASSERT_EQ(words.status, 0) << words.err;
  EXPECT_NE(words.out.find("loss"), std::string::npos);
  EXPECT_EQ(words.out.find("accuracy"), std::string::npos) << words.out;
  const json numbers = json::parse(place_.saddle("train curve --steps 20 --json").out);
  EXPECT_TRUE(numbers["test_accuracy"].is_null());
  EXPECT_TRUE(numbers["test_loss"].is_number());
  const Outcome measured = place_.saddle("eval curve.npz");
  EXPECT_EQ(measured.status, 0) << measured.err;
  EXPECT_EQ(measured.out.find("accuracy"), std::string::npos) << measured.out;
  EXPECT_NEAR(json::parse(place_.saddle("eval curve.npz --json").out)["loss"].get<double>(),
              numbers["test_loss"].get<double>(), 1e-6)
      << "the same run, twice";
}

TEST_F(Cli, SameSeedSameLossesWhateverTheThreads) {
  const auto losses = [&](const std::string& arguments) {
    const Outcome outcome = place_.saddle("train small.json --log run.jsonl " + arguments);
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    std::istringstream log(place_.content("run.jsonl"));
    std::vector<double> all;
    for (std::string line; std::getline(log, line);) all.push_back(json::parse(line)["train_loss"]);
    return all;
  };
  const auto first = losses("--threads 1 --steps 15");
  EXPECT_EQ(first.size(), 15u);
  EXPECT_EQ(losses("--threads 2 --steps 15"), first);
  EXPECT_NE(losses("--seed 9 --steps 15"), first);
  EXPECT_NE(losses("--set optimizer.learning_rate=0.01 --steps 15"), first);
}

TEST_F(Cli, CtrlCSavesWhatWasLearned) {
  const Outcome outcome = place_.saddle("train small.json --epochs 100000 --save stopped.npz --log stopped.csv",
                                        "timeout --foreground --preserve-status --signal=INT 3");
  EXPECT_EQ(outcome.status, 1);
  EXPECT_EQ(place_.saddle("eval stopped.npz").status, 0);
  std::istringstream log(place_.content("stopped.csv"));
  std::string line;
  std::getline(log, line);
  EXPECT_EQ(line.find("step,epoch,seconds,train_loss"), 0u) << line;
  int steps = 0;
  while (std::getline(log, line))
    EXPECT_EQ(line.find(std::to_string(++steps) + ","), 0u) << "a step is missing: " << line;
  EXPECT_GT(steps, 5);
}

TEST_F(Cli, DivergenceFailsWithItsReason) {
  place_.write("wild.json", R"({"saddle": 1, "data": {"set": "procedural_digits", "train": 100, "test": 10},
    "network": [{"type": "dense", "units": 50, "init": 100}, {"type": "dense", "units": 50, "init": 100},
                {"type": "dense", "units": 50, "init": 100}, {"type": "dense", "units": 10, "init": 100}],
    "optimizer": {"type": "sgd", "learning_rate": 1000}})");
  const Outcome outcome = place_.saddle("train wild.json --save wild.npz");
  EXPECT_EQ(outcome.status, 1);
  EXPECT_NE(outcome.err.find("learning rate of 1000"), std::string::npos) << outcome.err;
  EXPECT_NE(outcome.err.find("nothing is saved"), std::string::npos) << outcome.err;
  EXPECT_FALSE(std::filesystem::exists(place_.path() / "wild.npz"));
}

TEST_F(Cli, WrongInputIsOneSentenceThatNamesIt) {
  expect_refusal("train smal.json", "smal.json");
  expect_refusal("train simple-convent", "did you mean \"simple-convnet\"");
  expect_refusal("train small.json --set optimizer.lr=0.1", "optimizer.lr");
  expect_refusal("train small.json --set optimizer.learning_rate=fast", "fast");
  expect_refusal("train small.json --set nonsense", "--set");
  expect_refusal("train small.json --log run.txt", "run.txt");
  expect_refusal("train small.json --steps 0", "--steps");
  expect_refusal("train small.json --epochs many", "--epochs");
  expect_refusal("train small.json --frobnicate", "--frobnicate");
  expect_refusal("train two-layer-net --data /nowhere", "/nowhere");
  expect_refusal("train two-layer-net", "mnist/train-images-idx3-ubyte");
  expect_refusal("eval none.npz", "none.npz");
  expect_refusal("eval small.json", "small.json");
  expect_refusal("predict none.npz a.png", "none.npz");
  expect_refusal("list planets", "planets");
  expect_refusal("gradcheck small.json --h 7", "h");
  expect_refusal("frobnicate", "frobnicate");
  expect_refusal("--lab netwrok --screenshot a.png", "network");
  expect_refusal("--size huge --screenshot a.png", "huge");
  expect_refusal("--experiment frist-light --screenshot a.png", "first-light");
}

TEST_F(Cli, ASaveThatFailsIsSaid) {
  const Outcome outcome = place_.saddle("train small.json --steps 2 --save /proc/net.npz");
  EXPECT_NE(outcome.status, 0);
  EXPECT_NE(outcome.err.find("/proc/net.npz"), std::string::npos) << outcome.err;
}

TEST_F(Cli, OptimizersWalkOnFunctionsAndOnFormulas) {
  const auto runs = [&](const std::string& arguments) {
    const Outcome outcome = place_.saddle("optimize --json " + arguments);
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_EQ(outcome.err, "");
    return json::parse(outcome.out)["runs"];
  };
  // The book, 4.4.1.
  const json descent = runs("--function 'x^2 + y^2' --start -3,4 --optimizer sgd:learning_rate=0.1 --steps 20");
  ASSERT_EQ(descent.size(), 1u);
  EXPECT_EQ(descent[0]["optimizer"], "sgd:learning_rate=0.1");
  ASSERT_EQ(descent[0]["x"].size(), 21u);
  EXPECT_EQ(descent[0]["x"][0], -3.0);
  EXPECT_NEAR(descent[0]["x"][20].get<double>(), -0.03459, 5e-6);
  EXPECT_NEAR(descent[0]["y"][20].get<double>(), 0.04612, 5e-6);
  EXPECT_NEAR(descent[0]["f"][0].get<double>(), 25, 1e-12);
  // A name gives what its formula gives, bit for bit; any number of optimizers.
  const std::string four =
      " --start -7,2 --optimizer sgd:learning_rate=0.95 --optimizer momentum:learning_rate=0.1,momentum=0.9 "
      "--optimizer adagrad:learning_rate=1.5 --optimizer adam:learning_rate=0.3 --steps 30";
  const json named = runs("--function bowl" + four);
  EXPECT_EQ(named.size(), 4u);
  const json typed = runs("--function 'x^2/20+y^2'" + four);
  ASSERT_EQ(typed.size(), 4u);
  for (size_t i = 0; i < 4; ++i) {
    for (const char* key : {"x", "y", "f"}) EXPECT_EQ(named[i][key], typed[i][key]) << i << " " << key;
  }
  // What leaves the numbers is null, and the rest stays.
  const json wild = runs("--function bowl --start -7,2 --optimizer sgd:learning_rate=1000 --steps 500");
  EXPECT_EQ(wild[0]["fate"], "diverged");
  EXPECT_EQ(wild[0]["x"].size(), 501u);
  EXPECT_TRUE(wild[0]["f"][500].is_null());
}

// In ten steps SGD at 0.02 leaves 0.96^10 of the distance d to y = 3, and Adam comes nearer by 1: SGD is the better one
// where 0.335 d > 1, below y = 0.
TEST_F(Cli, TheMapOfWinnersHasTheirColorsWhereTheyWin) {
  const Outcome outcome = place_.saddle(
      "optimize --function '(y-3)^2 + 0*x' --steps 10 --optimizer sgd:learning_rate=0.02 --optimizer "
      "adam:learning_rate=0.1 "
      "--win-map wins.png --size 60x40");
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  const PixelImage map = picture("wins.png");
  EXPECT_EQ(map.width, 60);
  EXPECT_EQ(map.height, 40);
  EXPECT_EQ(share(map, first, {.top = 55}), 1) << "SGD";
  EXPECT_EQ(share(map, second, {.bottom = 45}), 1) << "Adam";
}

TEST_F(Cli, WrongWalksAreOneSentenceThatNamesTheCulprit) {
  expect_refusal("optimize --function rosenbrok --optimizer sgd", "did you mean \"rosenbrock\"");
  expect_refusal("optimize --function 'x^2 + * y' --optimizer sgd", "character 7");
  expect_refusal("optimize --function bowl --optimizer sdg", "did you mean \"sgd\"");
  expect_refusal("optimize --function bowl --optimizer sgd:lr=0.1", "lr");
  expect_refusal("optimize --function bowl --optimizer sgd:learning_rate=fast", "fast");
  expect_refusal("optimize --function bowl --optimizer sgd:learning_rate", "sgd:learning_rate");
  expect_refusal("optimize --function bowl --optimizer sgd --start here", "here");
  expect_refusal("optimize --function bowl --optimizer sgd --start 1,nan", "1,nan");
  expect_refusal("optimize --function bowl --optimizer sgd --steps -1", "--steps");
  expect_refusal("optimize --function bowl", "--optimizer");
  expect_refusal("optimize --function bowl --optimizer sgd --win-map small.json/a.png", "small.json");
}

TEST_F(Cli, ListsWhatThereIs) {
  for (const char* what :
       {"presets", "datasets", "layers", "initializers", "optimizers", "losses", "functions", "concepts"}) {
    const Outcome plain = place_.saddle(std::string("list ") + what);
    EXPECT_EQ(plain.status, 0) << plain.err;
    const json rows = json::parse(place_.saddle(std::string("list ") + what + " --json").out);
    EXPECT_GE(rows.size(), 4u) << what;
    for (const json& row : rows)
      EXPECT_NE(plain.out.find(row["name"].get<std::string>()), std::string::npos)
          << what << " without " << row["name"];
  }
  const json layers = json::parse(place_.saddle("list layers --json").out);
  const auto conv = std::find_if(layers.begin(), layers.end(), [](const json& row) { return row["name"] == "conv2d"; });
  ASSERT_NE(conv, layers.end());
  EXPECT_EQ((*conv)["properties"][0]["name"], "filters");
}

TEST_F(Cli, WritesWorksheetsWithTheirKeyOnAPageOfItsOwn) {
  ASSERT_EQ(place_.saddle("worksheet perceptron --seed 3 -o a.html").status, 0);
  ASSERT_EQ(place_.saddle("worksheet perceptron --seed 3 -o b.html").status, 0);
  ASSERT_EQ(place_.saddle("worksheet perceptron --seed 4 -o c.html").status, 0);
  const std::string sheet = place_.content("a.html");
  EXPECT_EQ(sheet, place_.content("b.html"));
  EXPECT_NE(sheet, place_.content("c.html"));
  const size_t key = sheet.find("class=\"key\"");
  ASSERT_NE(key, std::string::npos);
  EXPECT_NE(sheet.find("class=\"blank\""), std::string::npos);
  EXPECT_EQ(sheet.find("class=\"blank\"", key), std::string::npos) << "no blanks in the key";
  EXPECT_EQ(sheet.substr(0, key).find("<b>0"), std::string::npos);
  expect_refusal("worksheet perzeptron -o a.html", "perceptron");
  expect_refusal("worksheet activation -o a.html", "no numbers to work out by hand");
}

TEST_F(Cli, ACheckpointGoesOnWhereItStopped) {
  ASSERT_EQ(place_.saddle("train small.json --epochs 3 --save whole.npz").status, 0);
  ASSERT_EQ(place_.saddle("train small.json --epochs 1 --checkpoint c.npz").status, 0);
  const Outcome rest = place_.saddle("train c.npz --epochs 3 --save parts.npz --json");
  ASSERT_EQ(rest.status, 0) << rest.err;
  EXPECT_EQ(json::parse(rest.out)["epochs"], 3.0);
  EXPECT_EQ(place_.content("parts.npz"), place_.content("whole.npz"));
  expect_refusal("train c.npz --set optimizer.type=sgd --set optimizer.momentum=1", "optimizer.momentum");
  expect_refusal("train none.npz", "none.npz");
}

TEST_F(Cli, EvaluatesInOtherNumberFormats) {
  ASSERT_EQ(place_.saddle("train small.json --save net.npz").status, 0);
  const json whole = json::parse(place_.saddle("eval net.npz --json").out);
  for (const char* precision : {"float", "half", "bfloat16", "int8"}) {
    const Outcome outcome = place_.saddle(std::string("eval net.npz --json --precision ") + precision);
    ASSERT_EQ(outcome.status, 0) << outcome.err;
    const json result = json::parse(outcome.out);
    EXPECT_EQ(result["precision"], precision);
    std::vector<std::string> layers;
    for (const json& layer : result["layers"]) layers.push_back(layer["name"]);
    for (const char* layer : {"conv2d_1", "dense_1"})
      EXPECT_TRUE(std::ranges::any_of(layers, [&](const std::string& name) { return name.starts_with(layer); }))
          << layer;
    EXPECT_NEAR(result["accuracy"].get<double>(), whole["accuracy"].get<double>(), 0.02);
  }
  expect_refusal("eval net.npz --precision double", "double");
}

TEST_F(Cli, TheGradientCheckPassesAndFails) {
  const Outcome outcome = place_.saddle("gradcheck small.json --json");
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_EQ(json::parse(outcome.out)["passed"], true);
  EXPECT_EQ(place_.saddle("gradcheck small.json --h 0.1").status, 1);  // too coarse to agree
  const json one = json::parse(place_.saddle("gradcheck small.json --parameter dense_1/weight --json").out);
  ASSERT_EQ(one["parameters"].size(), 1u);
  EXPECT_EQ(one["parameters"][0]["parameter"], "dense_1/weight");
  expect_refusal("gradcheck small.json --parameter dense_1/wieght", "dense_1/wieght");
}

TEST_F(Cli, TheShippedModelReadsAPicture) {
  const Outcome outcome =
      place_.saddle("predict '" SADDLE_ASSETS "/models/digits.npz' '" SADDLE_TEST_DATA "/seven.png' --json");
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  const json answer = json::parse(outcome.out);
  ASSERT_EQ(answer.size(), 1u);
  double sum = 0;
  for (const json& p : answer[0]["probabilities"]) sum += p.get<double>();
  EXPECT_NEAR(sum, 1, 1e-4);
  EXPECT_GT(answer[0]["probabilities"][7].get<double>(), 0.9);
}

TEST_F(Cli, AScreenshotNeedsNoDisplay) {
  const Outcome outcome =
      place_.saddle("--experiment small.json --size 1280x720 --lang ko --screenshot a.png --after-steps 20");
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  const PixelImage korean = picture("a.png");
  EXPECT_EQ(korean.width, 1280);
  EXPECT_EQ(korean.height, 720);
  EXPECT_GT(share(korean, panel), 0.3);
  EXPECT_GT(share(korean, first, {.left = 28, .right = 76}), 0.0005) << "twenty steps of the loss";
  ASSERT_EQ(place_.saddle("--experiment small.json --size 1280x720 --screenshot b.png").status, 0);
  const PixelImage english = picture("b.png");
  EXPECT_EQ(share(english, first, {.left = 28, .right = 76}), 0) << "no step yet";
  int64_t other_words = 0;  // in the panel on the left, where both show the same experiment
  for (int y = 80; y < 700; ++y) {
    for (int x = 15; x < 345; ++x) {
      const size_t at = static_cast<size_t>((y * 1280 + x) * 3);
      other_words += korean.pixels[at] != english.pixels[at];
    }
  }
  EXPECT_GT(other_words, 2000);
}

TEST_F(Cli, HelpAndVersionAreForPeople) {
  EXPECT_EQ(place_.saddle("--version").out.substr(0, 7), "Saddle ");
  for (const char* command : {"", "train", "eval", "predict", "gradcheck", "list", "optimize"}) {
    const Outcome help = place_.saddle(std::string(command) + " --help");
    EXPECT_EQ(help.status, 0);
    EXPECT_NE(help.out.find("--"), std::string::npos);
    EXPECT_EQ(help.err, "");
  }
}

TEST_F(Cli, SaysWhereThereIsNoDisplay) {
  const Outcome outcome = place_.saddle("");
  EXPECT_EQ(outcome.status, 1);  // nothing is wrong with what was typed
  EXPECT_NE(outcome.err.find("no display"), std::string::npos) << outcome.err;
}

}  // namespace
}  // namespace saddle
