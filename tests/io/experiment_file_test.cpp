#include "saddle/experiment_file.h"

#include "files.h"
#include "saddle/plan.h"

namespace saddle {
namespace {

std::string file_with(const std::string& part) {
  return R"({"saddle": 1, "network": [{"type": "dense", "units": 10}])" + (part.empty() ? "" : ", " + part) + "}";
}

std::string fault(const std::string& json) {
  return fault_of([&] {
    const Experiment experiment = parse_experiment(json);
    if (const auto issues = check(experiment); !issues.empty()) throw Error(issues.front());
  });
}

TEST(ExperimentFile, AShortOneHasAllDefaults) {
  const Experiment experiment = parse_experiment(file_with(""));
  EXPECT_EQ(experiment.data.type, "procedural_digits");
  EXPECT_EQ(experiment.optimizer.type, "adam");
  EXPECT_EQ(experiment.loss.type, "softmax_cross_entropy");
  EXPECT_TRUE(experiment.training.empty());
}

TEST(ExperimentFile, ReadsTheContractsExample) {
  const Experiment experiment = parse_experiment(R"({
    "saddle": 1,
    "name": "Simple convnet",
    "data":      { "set": "mnist", "train": 60000, "test": 10000, "validation": 0 },
    "network":   [
      { "type": "conv2d", "filters": 30, "kernel": 5, "stride": 1, "padding": 0, "init": "he" },
      { "type": "relu" },
      { "type": "max_pool2d", "kernel": 2, "stride": 2 },
      { "type": "dense", "units": 100, "init": "he" },
      { "type": "relu" },
      { "type": "dense", "units": 10, "init": "xavier" }
    ],
    "loss":      "softmax_cross_entropy",
    "optimizer": { "type": "adam", "learning_rate": 0.001, "weight_decay": 0 },
    "training":  { "batch_size": 100, "epochs": 20, "sampling": "shuffle", "seed": 1, "threads": 0 }
  })");
  EXPECT_TRUE(check(experiment).empty());
  EXPECT_EQ(experiment.network.size(), 6u);
  EXPECT_EQ(to_text(experiment.network[0].properties.at("filters")), "30");
  EXPECT_EQ(experiment.network[5].properties.at("init"), Value(std::string("xavier")));
}

TEST(ExperimentFile, PublishedFiguresAreReadAndWrittenAgain) {
  const Experiment experiment = parse_experiment(
      file_with(R"("reference": [{"curve": "train_loss", "step": 1900, "value": 0.286, "tolerance": 0.05},
                                 {"curve": "test_accuracy", "step": 600, "value": 0.9}])"));
  ASSERT_EQ(experiment.reference.size(), 2u);
  EXPECT_EQ(experiment.reference[0],
            (Reference{.curve = "train_loss", .step = 1900, .value = 0.286, .tolerance = 0.05}));
  EXPECT_DOUBLE_EQ(experiment.reference[1].tolerance, 0.09);  // a tenth, where none is given
  EXPECT_EQ(parse_experiment(to_json(experiment)), experiment);
}

TEST(ExperimentFile, AnErrorNamesItsPlaceAndTheMend) {
  EXPECT_EQ(fault(R"({"saddle": 1, "network": [{"type": "dense", "units": -5}]})"),
            "network[0].units: expected a positive whole number, got -5");
  const auto expect = [](const std::string& json, const char* place, const char* what) {
    const std::string sentence = fault(json);
    EXPECT_EQ(sentence.find(place), 0u) << sentence << "\n  for " << json;
    EXPECT_NE(sentence.find(what), std::string::npos) << sentence;
    EXPECT_EQ(sentence.find('\n'), std::string::npos) << sentence;
  };
  expect(file_with(R"("trainig": {})"), "trainig", "unknown key");
  expect(file_with(R"("reference": {})"), "reference", "a list");
  expect(file_with(R"("reference": [{"curve": "loss", "step": 1, "value": 1}])"), "reference[0].curve", "train_loss");
  expect(file_with(R"("reference": [{"curve": "train_loss", "value": 1}])"), "reference[0].step", "missing");
  expect(file_with(R"("reference": [{"curve": "train_loss", "step": 0, "value": 1}])"), "reference[0].step", "0");
  expect(file_with(R"("reference": [{"curve": "train_loss", "step": 1, "value": "low"}])"), "reference[0].value",
         "low");
  expect(file_with(R"("reference": [{"curve": "train_loss", "step": 1, "value": 1, "sigma": 2}])"),
         "reference[0].sigma", "unknown key");
  expect(file_with(R"("training": {"seed": 3, "epochs": 2, "seed": 4})"), "training.seed", "twice");
  expect(file_with(R"("loss": )" + std::string(100, '[')), "loss[0][0]", "deeper than 32");
  expect(file_with(R"("training": {"batchsize": 3})"), "training.batchsize", "unknown key");
  expect(file_with(R"("training": {"batch_size": "many"})"), "training.batch_size", "many");
  expect(file_with(R"("training": {"batch_size": 2.5})"), "training.batch_size", "whole number");
  expect(file_with(R"("training": {"epochs": 0})"), "training.epochs", "0");
  expect(file_with(R"("training": {"seed": 1e300})"), "training.seed", "1e+300");
  expect(file_with(R"("optimizer": {"type": "adamm"})"), "optimizer.type", "did you mean \"adam\"");
  expect(file_with(R"("optimizer": {"learning_rate": 0.1})"), "optimizer.type", "missing");
  expect(file_with(R"("optimizer": {"type": "sgd", "momentum": 0.9})"), "optimizer.momentum", "unknown key");
  expect(file_with(R"("data": {"set": "mnits"})"), "data.set", "mnist");
  expect(file_with(R"("data": {"set": "mnist", "augment": {"rotation": 400}})"), "data.augment.rotation", "180");
  expect(file_with(R"("loss": "hinge")"), "loss", "hinge");
  expect(R"({"network": []})", "saddle", "missing");
  expect(R"({"saddle": 2, "network": []})", "saddle", "format 1");
  expect(R"({"saddle": 1})", "network", "missing");
  expect(R"({"saddle": 1, "network": []})", "network", "add one");
  expect(R"({"saddle": 1, "network": {"type": "dense"}})", "network", "list");
  expect(R"({"saddle": 1, "network": ["dense"]})", "network[0]", "object");
  expect(R"({"saddle": 1, "network": [{"units": 3}]})", "network[0].type", "missing");
  expect(R"({"saddle": 1, "network": [{"type": "dense", "units": [10]}]})", "network[0].units", "expected");
  expect(R"({"saddle": 1, "network": [{"type": "dense", "init": "hee"}]})", "network[0].init", "he");
  expect(R"({"saddle": 1, "network": [{"type": "dense", "units": 3}]})", "network[0]", "10 classes");
  expect(R"({"saddle": 1, "network": [{"type": "conv2d", "kernel": 29}, {"type": "dense", "units": 10}]})",
         "network[0]", "does not fit");
}

TEST(ExperimentFile, AWholeNumberMayBeWrittenAsOneOfPhysics) {
  const Experiment experiment = parse_experiment(file_with(R"("training": {"batch_size": 1e2})"));
  EXPECT_TRUE(check(experiment).empty());
  EXPECT_EQ(read<TrainingOptions>(experiment.training).batch_size, 100);
  EXPECT_NE(fault(file_with(R"("training": {"batch_size": 1e2.5})")).find("is not JSON"), std::string::npos);
  EXPECT_EQ(fault(file_with(R"("training": {"batch_size": 2.5})")).find("training.batch_size: expected a"), 0u);
}

TEST(ExperimentFile, WhatIsNotJsonIsAnErrorNotACrash) {
  for (const std::string& text : {std::string(), std::string("{"), std::string("[1, 2"), std::string("\xff\xfe"),
                                  std::string("null"), std::string("[]"), std::string("3"), std::string(100000, '['),
                                  std::string(R"({"saddle": 1, "network": [)") + std::string(50000, '{')}) {
    EXPECT_NE(fault(text), "");
  }
}

TEST(ExperimentFile, EveryPresetIsRightAndComesBackTheSame) {
  const auto presets = presets_in(SADDLE_ASSETS "/presets");
  EXPECT_GE(presets.size(), 7u);
  for (const Preset& preset : presets) {
    EXPECT_TRUE(check(preset.experiment).empty()) << preset.name;
    EXPECT_FALSE(preset.experiment.name.empty()) << preset.name;
    EXPECT_FALSE(preset.experiment.about.empty()) << preset.name;
    EXPECT_TRUE(parse_experiment(to_json(preset.experiment)) == preset.experiment) << preset.name;
  }
}

TEST(ExperimentFile, AMistypedPresetIsAnsweredWithTheNearest) {
  const std::string sentence = fault_of([] { preset_or_file("simple-convent", SADDLE_ASSETS "/presets"); });
  EXPECT_NE(sentence.find("simple-convnet"), std::string::npos) << sentence;
}

TEST(ExperimentFile, SavesAndLoads) {
  const Folder folder;
  Experiment experiment = parse_experiment(file_with(R"("training": {"seed": 5})"));
  experiment.name = "한글 \"quoted\"";
  save_experiment(folder / "e.json", experiment);
  EXPECT_TRUE(load_experiment(folder / "e.json") == experiment);
  EXPECT_NE(fault_of([&] { load_experiment(folder / "none.json"); }).find("none.json"), std::string::npos);
}

// Each took minutes once: looking for keys, or at pairs of layers, grows with the square of their number.
TEST(ExperimentFile, HugeOnesAreRefusedAtOnce) {
  const auto repeated = [](const std::string& one, int count) {
    std::string all = one;
    for (int i = 1; i < count; ++i) all += "," + one;
    return all;
  };
  std::string keys = R"("saddle": 1)";
  for (int i = 0; i < 200'000; ++i) keys += ",\"k" + std::to_string(i) + "\": 1";
  const auto began = std::chrono::steady_clock::now();
  EXPECT_NE(fault_of([&] { parse_experiment("{" + keys + "}"); }).find("keys"), std::string::npos);
  EXPECT_NE(fault_of([&] { parse_experiment(R"({"saddle": 1, "network": [)" + repeated("{}", 500'000) + "]}"); }), "");
  const std::string layers = repeated(R"({"type": "dense"})", 20'000);
  EXPECT_NE(fault_of([&] {
              parse_experiment(R"({"saddle": 1, "network": [)" + layers + "]}");
            }).find("too many layers (20000; at most 4096)"),
            std::string::npos);
  EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(20));
}

TEST(ExperimentFile, ALayersNameIsShortAndPrintable) {
  for (const std::string& name : {std::string(201, 'n'), std::string("a\\u0000b"), std::string("a\\nb")}) {
    const Experiment experiment =
        parse_experiment(R"({"saddle": 1, "network": [{"type": "dense", "name": ")" + name + "\"}]}");
    const auto issues = plan(experiment.network, {4}).issues;
    ASSERT_EQ(issues.size(), 1u) << name;
    EXPECT_EQ(issues[0].where, "network[0].name");
    EXPECT_EQ(issues[0].text().find('\n'), std::string::npos);
    EXPECT_EQ(issues[0].text().find('\0'), std::string::npos);
  }
}

TEST(Assign, SetsWhatAPathNames) {
  Experiment experiment = parse_experiment(file_with(""));
  assign(experiment, "optimizer.type", std::string("sgd"));
  assign(experiment, "optimizer.learning_rate", 1);
  assign(experiment, "network[0].units", 20);
  assign(experiment, "data.set", std::string("mnist"));
  assign(experiment, "data.augment.shift", 2);
  assign(experiment, "training.seed", 9);
  EXPECT_EQ(experiment.optimizer.type, "sgd");
  EXPECT_EQ(to_text(experiment.optimizer.properties.at("learning_rate")), "1");
  EXPECT_EQ(to_text(experiment.network[0].properties.at("units")), "20");
  EXPECT_EQ(experiment.data.type, "mnist");
  EXPECT_EQ(to_text(experiment.augmentation.at("shift")), "2");
  const auto fails = [&](const char* path, const Value& value) {
    const std::string sentence = fault_of([&] { assign(experiment, path, value); });
    EXPECT_EQ(sentence.find(path), 0u) << path << ": " << sentence;
  };
  fails("optimizer.lr", 0.1);
  fails("network[7].units", 3);
  fails("network[x].units", 3);
  fails("network[0]", 3);
  fails("training.epochs", std::string("many"));
  fails("", 3);
  fails("nonsense", 3);
}

TEST(ParseValue, TellsNumbersFromWords) {
  EXPECT_EQ(parse_value("true"), Value(true));
  EXPECT_EQ(parse_value("3"), Value(3));
  EXPECT_EQ(parse_value("0.01"), Value(0.01));
  EXPECT_EQ(parse_value("1e-3"), Value(0.001));
  EXPECT_EQ(parse_value("he"), Value(std::string("he")));
}

}  // namespace
}  // namespace saddle
