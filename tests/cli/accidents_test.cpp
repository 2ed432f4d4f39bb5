// What must not be lost or done in silence when a run fails: the files are of tests/data/hostile.
#include <filesystem>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "program.h"

namespace saddle {
namespace {

using nlohmann::json;

class Accidents : public testing::Test {
 protected:
  // Puts a copy of a hostile file there.
  void bring(const std::string& name) {
    std::filesystem::copy_file(std::string(SADDLE_TEST_DATA) + "/hostile/" + name, place_.path() / name,
                               std::filesystem::copy_options::overwrite_existing);
  }
  void expect_one_sentence(const Outcome& outcome, int status, const std::string& culprit) {
    EXPECT_EQ(outcome.status, status) << outcome.err;
    EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 1) << outcome.err;
    EXPECT_NE(outcome.err.find(culprit), std::string::npos) << outcome.err;
  }
  Place place_;
};

TEST_F(Accidents, AModelThatDoesNotFitIsRefusedAndNothingIsWritten) {
  const struct {
    const char *file, *settings;
  } unfitting[] = {{"checkpoint_adam.npz", "--set optimizer.type=momentum"},
                   {"checkpoint_adam.npz", "--set network[0].filters=3"},
                   {"model_nan.npz", ""},
                   {"model_array_missing.npz", ""}};
  for (const auto& [file, settings] : unfitting) {
    bring(file);
    const std::string before = place_.content(file);
    const std::string arguments = std::string(" ") + settings + " --epochs 3 --save new.npz --checkpoint " + file;
    const Outcome outcome = place_.saddle("train " + std::string(file) + arguments);
    expect_one_sentence(outcome, 2, file);
    EXPECT_EQ(outcome.out, "") << file;
    EXPECT_TRUE(place_.content(file) == before) << file << " was overwritten";
    EXPECT_FALSE(std::filesystem::exists(place_.path() / "new.npz")) << file;
  }
}

// A script whose variable is not set names no file: nothing would be kept of hours of training.
TEST_F(Accidents, AnEmptyNameIsRefusedBeforeAnythingIsDone) {
  bring("small.json");
  const std::string train = "train small.json --steps 1 ",
                    vary = "sweep small.json --vary training.seed=1,2 --steps 1 ";
  for (const char* option : {"--save", "--checkpoint", "--tape", "--log", "--picture"})
    expect_one_sentence(place_.saddle(train + option + " \"\""), 2,
                        std::string(option) + ": expected the name of a file");
  for (const char* option : {"--log", "--picture"})
    expect_one_sentence(place_.saddle(vary + option + " \"\""), 2,
                        std::string(option) + ": expected the name of a file");
  expect_one_sentence(place_.saddle("search small.json --range training.seed=1,2 --journal \"\""), 2,
                      "--journal: expected");
  bring("finished_checkpoint.npz");
  const std::string eval = "eval finished_checkpoint.npz ";
  expect_one_sentence(place_.saddle(eval + "--images \"\" --labels \"\""), 2, "expected the name of a file");
  expect_one_sentence(place_.saddle(eval + "--knock-out \"\""), 2, "--knock-out: expected the name of a layer");
  expect_one_sentence(place_.saddle(eval + "--silence dense_1:"), 2, "\"dense_1:\" names no unit");
  expect_one_sentence(place_.saddle("worksheet perceptron -o \"\""), 2, "expected the name of a file");
  expect_one_sentence(place_.saddle("optimize --function sphere --optimizer sgd --start \"\""), 2,
                      "--start: expected two");
}

TEST_F(Accidents, ANameThatIsTooLongForAFileIsASentence) {
  expect_one_sentence(place_.saddle("train " + std::string(300, 'x')), 2, "preset: there is no \"xxx");
}

// Reading the last loss of a curve that is still empty was an accident of one resume in twenty.
TEST_F(Accidents, ResumingAlwaysResumes) {
  bring("resume_crash.npz");
  for (int i = 0; i < 40; ++i) {
    const Outcome outcome = place_.saddle("train resume_crash.npz --steps 5 --json");
    ASSERT_EQ(outcome.status, 0) << "time " << i << ": " << outcome.err;
  }
}

TEST_F(Accidents, TooLittleMemoryIsASentence) {
  bring("oom_first_step.json");
  bring("z.npz");
  // Half a gigabyte of addresses, so that no machine is large enough.
  const Outcome outcome =
      place_.saddle("train oom_first_step.json --steps 1 --threads 1", "sh -c 'ulimit -v 600000; exec \"$0\" \"$@\"'");
  EXPECT_NE(outcome.status, 0);
  EXPECT_NE(outcome.status, -1) << "ended by a signal";
  EXPECT_NE(outcome.err.find("memory"), std::string::npos) << outcome.err;
  EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 1) << outcome.err;
}

TEST_F(Accidents, PredictAnswersForRegressionInNumbers) {
  bring("regression_model.npz");
  bring("picture.png");
  // A model from before models described their samples: it wants its data.
  expect_one_sentence(place_.saddle("predict regression_model.npz picture.png"), 2, "regression_data.npz");
  bring("z.npz");
  std::filesystem::rename(place_.path() / "z.npz", place_.path() / "regression_data.npz");
  const Outcome outcome = place_.saddle("predict regression_model.npz picture.png --json");
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  const json answers = json::parse(outcome.out);
  ASSERT_EQ(answers.size(), 1);
  ASSERT_EQ(answers[0]["outputs"].size(), 1);
  EXPECT_NEAR(answers[0]["outputs"][0].get<double>(), -1.00765, 1e-5);  // NumPy: pixels / 255 @ weight + bias
  EXPECT_FALSE(answers[0].contains("prediction")) << "a class";
}

TEST_F(Accidents, StatisticsThatOverflowAreADivergence) {
  bring("nonfinite_rc0.json");
  const Outcome outcome = place_.saddle("train nonfinite_rc0.json --save model.npz");
  // A loss that grew may be told before.
  const size_t last = outcome.err.rfind("saddle: ");
  ASSERT_NE(last, std::string::npos) << outcome.err;
  EXPECT_LE(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 2) << outcome.err;
  expect_one_sentence({.status = outcome.status, .out = outcome.out, .err = outcome.err.substr(last)}, 1,
                      "not a number any more");
  EXPECT_FALSE(std::filesystem::exists(place_.path() / "model.npz"));
}

TEST_F(Accidents, DivergedWeightsReplaceNoGoodFile) {
  bring("div.json");
  place_.write("good.npz", "good");
  place_.write("kept.npz", "kept");
  const Outcome outcome = place_.saddle("train div.json --save good.npz --checkpoint kept.npz");
  expect_one_sentence(outcome, 1, "nothing is saved");
  EXPECT_EQ(place_.content("good.npz"), "good");
  EXPECT_EQ(place_.content("kept.npz"), "kept");
  // Of a run that ended between two tests, too: a curve has no accuracy.
  EXPECT_NE(outcome.out.find("test   loss"), std::string::npos) << outcome.out;
  EXPECT_EQ(outcome.out.find("accuracy"), std::string::npos) << outcome.out;
  EXPECT_TRUE(json::parse(place_.saddle("train div.json --json").out)["test_accuracy"].is_null());
}

TEST_F(Accidents, OutputsAreTriedBeforeTheWorkAndSpareWhatIsRead) {
  for (const char* name : {"csv.json", "data.csv", "div.json"}) bring(name);
  const std::string experiment = place_.content("csv.json"), data = place_.content("data.csv");
  const struct {
    const char *arguments, *culprit;
  } refused[] = {{"train div.json --save /proc/x.npz", "/proc/x.npz"},
                 {"train div.json --picture .", "is a folder"},
                 {"train csv.json --log data.csv", "--log"},
                 {"train csv.json --save csv.json", "--save"},
                 {"train div.json --save a.npz --checkpoint a.npz", "--checkpoint"},
                 {"optimize --function bowl --optimizer sgd --win-map ''", "--win-map"}};
  for (const auto& [arguments, culprit] : refused) {
    SCOPED_TRACE(arguments);
    expect_one_sentence(place_.saddle(arguments), 2, culprit);
  }
  EXPECT_EQ(place_.content("csv.json"), experiment);
  EXPECT_EQ(place_.content("data.csv"), data);
}

TEST_F(Accidents, NumbersThatAreNoneAreRefusedWithTheirRange) {
  for (const char* arguments : {"train div.json --epochs 0", "train div.json --seed -1",
                                "train div.json --seed 99999999999999999999", "gradcheck small.json --h 1e-300",
                                "gradcheck small.json --h nan", "optimize --function bowl --optimizer sgd --noise nan",
                                "bench --seconds nan", "--scale nan", "--screenshot x.png --after-seconds nan"}) {
    SCOPED_TRACE(arguments);
    const Outcome outcome = place_.saddle(arguments);
    expect_one_sentence(outcome, 2, "expected a");
    EXPECT_LT(outcome.err.size(), 200u) << outcome.err;
  }
  expect_one_sentence(place_.saddle("--size 4294968296x4294968296 --screenshot x.png"), 2, "--size");
}

TEST_F(Accidents, TextsFromOutsideReachTheTerminalPrintable) {
  const Outcome outcome = place_.saddle("train 'no\nsuch\033[31mfile' --steps 1");
  expect_one_sentence(outcome, 2, "\\n");
  EXPECT_EQ(outcome.err.find('\033'), std::string::npos);
  // The name of a file that is there, too.
  place_.write("\033[31mred\n.json", "{}");
  const Outcome named = place_.saddle("train '\033[31mred\n.json' --steps 1");
  expect_one_sentence(named, 2, "\\x1b[31mred\\n.json");
  EXPECT_EQ(named.err.find('\033'), std::string::npos);
  bring("div.json");
  expect_one_sentence(place_.saddle("train div.json --set 'name=a\tb' --steps 1"), 2, "has a control character");
  place_.write("nul.json", R"({"saddle": 1, "name": "a\u0000b", "network": [{"type": "dense", "units": 2}]})");
  expect_one_sentence(place_.saddle("train nul.json --steps 1"), 2, "has a control character");
  EXPECT_LT(place_.saddle("train \"$(head -c 100000 /dev/zero | tr '\\\\0' a)\" --steps 1").err.size(), 5000u);
}

TEST_F(Accidents, AFullDiskAndAClosedStandardErrorEndInOrder) {
  EXPECT_EQ(place_.saddle("list presets > /dev/full #").status, 1);
  EXPECT_EQ(place_.saddle("train nothing-of-this-name 2>&- #").status, 2);
}

TEST_F(Accidents, AFinishedRunIsCompleteHoweverOftenItIsStarted) {
  bring("finished_checkpoint.npz");
  const std::string arguments = "train finished_checkpoint.npz --checkpoint finished_checkpoint.npz";
  const Outcome first = place_.saddle(arguments);
  EXPECT_EQ(first.status, 0) << first.err;
  EXPECT_NE(first.out.find("is complete after"), std::string::npos) << first.out;
  EXPECT_NE(first.out.find("--epochs"), std::string::npos) << "how does one go on?";
  const json before = json::parse(place_.saddle(arguments + " --json").out);
  const int64_t steps = before["steps"];
  EXPECT_TRUE(before["train_loss"].is_null()) << "a step was made";
  EXPECT_EQ(json::parse(place_.saddle(arguments + " --json").out)["steps"], steps) << "one step more each time";
  // A step that lies behind it, the one where it stands, and one ahead.
  EXPECT_EQ(json::parse(place_.saddle(arguments + " --json --steps 1").out)["steps"], steps);
  EXPECT_EQ(json::parse(place_.saddle(arguments + " --json --steps " + std::to_string(steps)).out)["steps"], steps);
  const json after = json::parse(place_.saddle(arguments + " --json --steps " + std::to_string(steps + 2)).out);
  EXPECT_EQ(after["steps"], steps + 2);
  EXPECT_FALSE(after["train_loss"].is_null());
}

// The last loss of the curve is that of `evaluate_samples` samples, which is not what the line names.
TEST_F(Accidents, TheTestLossIsThatOfTheSamplesItNames) {
  place_.write("net.json", R"({"saddle": 1, "data": {"set": "moons", "train": 100, "test": 300}, "network":
    [{"type": "dense", "units": 8}, {"type": "relu"}, {"type": "dense", "units": 2}],
    "training": {"epochs": 3, "batch_size": 20, "evaluate_samples": 10}})");
  const Outcome trained = place_.saddle("train net.json --save net.npz --json");
  ASSERT_EQ(trained.status, 0) << trained.err;
  const json said = json::parse(trained.out), measured = json::parse(place_.saddle("eval net.npz --json").out);
  EXPECT_EQ(said["test_samples"], 300);
  EXPECT_EQ(measured["samples"], 300);
  EXPECT_NEAR(said["test_loss"].get<double>(), measured["loss"].get<double>(), 1e-6);
  EXPECT_NEAR(said["test_accuracy"].get<double>(), measured["accuracy"].get<double>(), 1e-12);
  // All of the run, as anybody can divide it; not the rate of its first, cold moments.
  EXPECT_NEAR(said["samples_per_second"].get<double>(), 300 / said["seconds"].get<double>(),
              1e-6 * said["samples_per_second"].get<double>());
}

TEST_F(Accidents, WhatHasNoLossIsNotMeasured) {
  place_.write("net.json", R"({"saddle": 1, "data": {"set": "csv", "path": "t.csv", "target": "class", "test_share": 0},
    "network": [{"type": "dense", "units": 2}], "training": {"epochs": 1, "batch_size": 2}})");
  place_.write("t.csv", "x,class\n1,a\n2,b\n3,a\n4,b\n");
  ASSERT_EQ(place_.saddle("train net.json --save net.npz").status, 0);
  expect_one_sentence(place_.saddle("eval net.npz"), 2, "no test samples");
  bring("model_negative_variance.npz");
  expect_one_sentence(place_.saddle("eval model_negative_variance.npz"), 2, "running_var");
}

TEST_F(Accidents, NobodyCrawlsWhereThereIsNoFunction) {
  for (const char* formula : {"1/0", "sqrt(-1-x^2)", "log(-1)+0*x"}) {
    const std::string arguments = std::string("optimize --function '") + formula + "' --start 1,1 --optimizer sgd";
    const Outcome outcome = place_.saddle(arguments);
    EXPECT_NE(outcome.out.find("undefined"), std::string::npos) << formula << "\n" << outcome.out << outcome.err;
    EXPECT_EQ(outcome.out.find("crawls"), std::string::npos) << outcome.out;
  }
}

// Targets of ones and zeros, and nothing that makes probabilities of the outputs.
TEST_F(Accidents, OutputsThatAreNoProbabilitiesAreNotPrintedAsPercentages) {
  place_.write("net.json", R"({"saddle": 1, "data": {"set": "procedural_digits", "train": 20, "test": 10}, "network":
    [{"type": "flatten"}, {"type": "dense", "units": 10}], "loss": "mean_squared_error",
    "training": {"epochs": 1, "batch_size": 10}})");
  ASSERT_EQ(place_.saddle("train net.json --save values.npz").status, 0);
  ASSERT_EQ(place_.saddle("train net.json --save chances.npz --set loss=softmax_cross_entropy").status, 0);
  const std::string picture = " '" SADDLE_TEST_DATA "/seven.png'";
  const Outcome values = place_.saddle("predict values.npz" + picture);
  EXPECT_EQ(values.status, 0) << values.err;
  EXPECT_EQ(values.out.find('%'), std::string::npos) << values.out;
  EXPECT_TRUE(json::parse(place_.saddle("predict values.npz --json" + picture).out)[0].contains("outputs"));
  EXPECT_NE(place_.saddle("predict chances.npz" + picture).out.find('%'), std::string::npos);
  EXPECT_TRUE(json::parse(place_.saddle("predict chances.npz --json" + picture).out)[0].contains("probabilities"));
}

}  // namespace
}  // namespace saddle
