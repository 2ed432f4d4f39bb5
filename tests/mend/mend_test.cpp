// Whatever the planner finds wrong has a button that mends it: each fault is made, each of its mends pressed.
#include "saddle/mend.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>

#include <gtest/gtest.h>

#include "saddle/experiment_file.h"
#include "saddle/trainer.h"

namespace saddle {
namespace {

Experiment digits(std::vector<Node> network) {
  Experiment experiment;
  experiment.data = {"procedural_digits"};  // (1, 28, 28), 10 classes
  experiment.network = std::move(network);
  return experiment;
}
Node node(std::string type, Properties properties = {}, std::string name = {}, std::vector<std::string> inputs = {}) {
  return {.name = std::move(name),
          .type = std::move(type),
          .inputs = std::move(inputs),
          .properties = std::move(properties)};
}
Node end() { return node("dense", {{"units", 10}}); }

struct Case {
  const char* name;
  Experiment experiment;
  const char* best;  // the first mend that is offered
};

std::vector<Case> cases() {
  std::vector<Case> all;
  const auto add = [&](const char* name, std::vector<Node> network, const char* best) -> Experiment& {
    all.push_back({name, digits(std::move(network)), best});
    return all.back().experiment;
  };
  add("no layer", {}, "Add a dense layer");
  add("filter larger than the picture", {node("conv2d", {{"kernel", 40}}), end()}, "Use 5");
  add("filter larger than a small picture",
      {node("conv2d", {{"kernel", 13}}), node("max_pool2d", {{"kernel", 4}, {"stride", 4}}),
       node("conv2d", {{"kernel", 5}}), end()},
      "Use 3");
  add("window larger than the picture", {node("max_pool2d", {{"kernel", 40}}), end()}, "Use 5");
  add("padding as wide as the filter", {node("conv2d", {{"padding", 3}}), end()}, "Use 1");
  add("padding wider than half the window", {node("max_pool2d", {{"padding", 2}}), end()}, "Use 1");
  add("half a pixel", {node("conv2d", {{"kernel_width", 2.5}}), end()}, "Use 3");
  add("sums of different shapes",
      {node("conv2d", {{"filters", 4}}, "a"), node("relu", {}, "b"),
       node("conv2d", {{"filters", 8}, {"padding", 1}}, "c"), node("add", {}, "sum", {"c", "b"}), end()},
      "Insert a 1 × 1 convolution");
  add("a residual branch that loses its border",
      {node("conv2d", {{"filters", 4}, {"padding", 1}}, "a"), node("conv2d", {{"filters", 4}, {"padding", 1}}, "b"),
       node("relu", {}, "c"), node("conv2d", {{"filters", 4}, {"kernel", 5}}, "d"), node("add", {}, "sum", {"d", "a"}),
       end()},
      "Use padding 2");
  add("sums of a picture and numbers",
      {node("conv2d", {}, "a"), node("dense", {{"units", 5}}, "b"), node("add", {}, "", {"b", "a"}), end()},
      "Insert a dense layer");
  add("products of different shapes",
      {node("dense", {{"units", 5}}, "a"), node("dense", {{"units", 6}}, "b"), node("multiply", {}, "", {"a", "b"}),
       end()},
      "Insert a dense layer");
  add("maps of different size side by side",
      {node("conv2d", {{"padding", 1}}, "a"), node("max_pool2d", {}, "b"), node("concat", {}, "", {"b", "a"}), end()},
      "Insert a 1 × 1 convolution");
  add("one number to add", {node("relu", {}, "a"), node("sigmoid", {}, "b"), node("add", {}, "c"), end()}, "Connect a");
  add("two inputs for one",
      {node("relu", {}, "a"), node("sigmoid", {}, "b", {"input"}), node("tanh", {}, "c", {"a", "b"}), end()},
      "Add them up first");
  add("an input that is spelled wrong", {node("relu", {}, "first"), node("dense", {{"units", 10}}, "", {"frist"})},
      "Connect first");
  add("an open input", {node("relu", {}, "a"), node("dense", {{"units", 10}}, "", {""})}, "Connect a");
  add("a circle", {node("relu", {}, "a", {"b"}), node("relu", {}, "b"), end()}, "Connect input instead");
  add("behind an auxiliary output",
      {node("dense", {{"units", 10}}, "a"), node("auxiliary_output", {}, "aux"),
       node("dense", {{"units", 10}}, "", {"aux"})},
      "Connect a instead");
  add("an auxiliary output at the end", {node("relu", {}, "a"), end(), node("auxiliary_output", {}, "aux")},
      "Add a dense layer");
  add("an output that nothing uses",
      {node("relu", {}, "a"), node("tanh", {}, "b"), node("dense", {{"units", 10}}, "", {"a"})},
      "Connect it to dense_1");
  add("two of one name", {node("relu", {}, "a"), node("tanh", {}, "a"), end()}, "Rename it to a_2");
  add("the name of the data", {node("relu", {}, "input"), end()}, "Rename it to relu");
  add("a name with a slash", {node("relu", {}, "a/b"), end()}, "Rename it to a_b");
  add("a name with a line break", {node("relu", {}, "a\nb"), end()}, "Rename it to a_b");
  const std::string long_name(201, 'n'), short_name(192, 'n');
  static const std::string renamed = "Rename it to " + short_name;
  add("a name without end", {node("relu", {}, long_name), end()}, renamed.c_str());
  add("more layers than anyone can look at", std::vector<Node>(4097, end()), "Keep the first 4096 layers");
  add("a layer that is spelled wrong", {node("rleu"), end()}, "Use relu");
  add("a layer that nobody knows", {node("quantum_gate"), end()}, "Remove it");
  add("a property that nobody knows", {node("dense", {{"untis", 3}}), end()}, "Remove it");
  add("a property of a layer that has none", {node("relu", {{"slope", 0.1}}), end()}, "Remove it");
  add("a number out of its limits", {node("dense", {{"units", -5}}), end()}, "Use 1");
  add("a ratio out of its limits", {node("dropout", {{"ratio", 7.0}}), end()}, "");
  add("a choice that there is not", {node("dense", {{"init", std::string("hee")}}), end()}, "Use he");
  add("weights of the wrong number", {node("dense", {{"units", 10}, {"weights", std::string("1 2 3")}})}, "Remove it");
  add("weights that are not numbers", {node("dense", {{"units", 10}, {"weights", std::string("one two")}})},
      "Remove it");
  add("a picture where there is none", {node("dense", {{"units", 64}}, "hidden"), node("conv2d"), end()},
      "Move it before hidden");
  add("a pooling window where there is no picture",
      {node("dense", {{"units", 64}}, "hidden"), node("max_pool2d"), end()}, "Move it before hidden");
  add("batch norm of maps where there is no picture",
      {node("dense", {{"units", 64}}, "hidden"), node("upsample2d"), end()}, "Move it before hidden");
  add("far too many inputs",
      {node("upsample2d", {{"factor", 64}}), node("conv2d", {{"filters", 4}, {"kernel", 1}}), end()},
      "Insert a pooling layer");
  add("far too many outputs",
      {node("upsample2d", {{"factor", 64}}), node("conv2d", {{"filters", 100}, {"kernel", 1}}), end()}, "");
  add("far too many parameters", {node("dense", {{"units", 65536}}), node("dense", {{"units", 65536}}), end()},
      "Use 10");
  add("outputs that do not match the classes", {node("dense", {{"units", 12}})}, "Set 10 units");
  add("activations behind the wrong number", {node("dense", {{"units", 12}}), node("sigmoid")}, "Set 10 units");
  add("no dense layer at the end", {node("conv2d"), node("global_avg_pool")}, "Set 10 filters");
  add("an auxiliary output of the wrong size",
      {node("dense", {{"units", 7}}, "a"), node("auxiliary_output", {}, "aux"),
       node("dense", {{"units", 10}}, "", {"a"})},
      "Set 10 units");
  add("softmax before a loss that applies it", {end(), node("softmax")}, "Remove it");
  add("one sample in a batch whose samples are compared", {node("dense", {{"units", 8}}), node("batch_norm"), end()},
      "Use the default")
      .training = {{"batch_size", 1}};
  add("classes wanted of numbers", {node("dense", {{"units", 1}})}, "Use mean_squared_error").data = {"curve"};
  Experiment& two = add("two numbers for one", {node("dense", {{"units", 2}})}, "Set 1 unit");
  two.data = {"curve"};
  two.loss = {"mean_squared_error"};
  add("one output for two classes", {node("dense", {{"units", 1}})}, "").data = {"gates"};
  add("one answer for a class at every pixel", {node("conv2d", {{"filters", 5}, {"kernel", 1}})}, "").data = {
      "digit_scenes"};
  Experiment& moved = add("moved pictures of classes", {}, "Remove it");
  moved = preset_or_file("fcn-small", SADDLE_ASSETS "/presets");
  moved.augmentation = {{"shift", 2}};
  Experiment& yes_or_no = add("a loss that asks each class by itself", {end()}, "Use softmax_cross_entropy");
  yes_or_no.loss = {"sigmoid_cross_entropy"};
  add("a loss that is spelled wrong", {end()}, "Use softmax_cross_entropy").loss = {"softmax_cross_entrpy"};
  add("an optimizer that is spelled wrong", {end()}, "Use adam").optimizer = {"adamm"};
  add("an optimizer's number out of its limits", {end()}, "Use the default").optimizer = {"sgd",
                                                                                          {{"learning_rate", -1.0}}};
  add("a number of training out of its limits", {end()}, "Use the default").training = {{"epochs", 0}};
  add("an augmentation out of its limits", {end()}, "Use the default").augmentation = {{"shift", -3}};
  return all;
}

TEST(Mends, EachDoesAwayWithItsFault) {
  for (const Case& c : cases()) {
    const auto issues = check(c.experiment);
    ASSERT_FALSE(issues.empty()) << c.name << " is no fault";
    const auto offered = mends(c.experiment, issues.front());
    ASSERT_FALSE(offered.empty()) << c.name << ": " << issues.front().text();
    if (*c.best) {
      EXPECT_EQ(offered.front().label.sentence(), c.best) << c.name << ": " << issues.front().text();
    }
    for (const Mend& mend : offered) {
      Experiment mended = c.experiment;
      mend.apply(mended);
      for (const Issue& left : check(mended))
        EXPECT_NE(left, issues.front()) << c.name << " is still there after " << mend.label.sentence();
    }
    Experiment best = c.experiment;
    offered.front().apply(best);
    EXPECT_LT(check(best).size(), issues.size()) << c.name << ", " << offered.front().label.sentence();
  }
}

// Pressing the first button again and again ends in a network that can be trained.
TEST(Mends, LeadStepByStepToANetworkWithoutFault) {
  for (const Case& c : cases()) {
    Experiment experiment = c.experiment;
    for (int presses = 0; presses < 6 && !check(experiment).empty(); ++presses) {
      const auto offered = mends(experiment, check(experiment).front());
      ASSERT_FALSE(offered.empty()) << c.name << ": " << check(experiment).front().text();
      offered.front().apply(experiment);
    }
    for (const Issue& issue : check(experiment)) ADD_FAILURE() << c.name << " ends in " << issue.text();
  }
}

// The sentences of faults as they stand in the sources: of the plan, of every layer, of how the end fits the data.
TEST(Mends, AreTriedForEverySentenceThatThePlannerAndTheLayersCanSay) {
  namespace fs = std::filesystem;
  std::vector<fs::path> sources = {SADDLE_SOURCE "/engine/model/plan.cpp"};
  for (const auto& entry : fs::recursive_directory_iterator(SADDLE_SOURCE "/engine/layers"))
    sources.push_back(entry.path());
  std::set<std::string> seen;
  for (const Case& c : cases()) {
    for (const Issue& issue : check(c.experiment)) seen.insert(issue.message);
  }
  const std::regex said(R"re((?:make_issue|Error)\([^;]*?,\s*"((?:[^"\\]|\\.)*)"(?:\s*"((?:[^"\\]|\\.)*)")*)re");
  int sentences = 0;
  for (const fs::path& source : sources) {
    if (!fs::is_regular_file(source)) continue;
    std::ifstream stream(source);
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    for (auto match = std::sregex_iterator(text.begin(), text.end(), said); match != std::sregex_iterator(); ++match) {
      std::string sentence = std::regex_replace((*match)[1].str(), std::regex(R"(\\")"), "\"");
      ++sentences;
      EXPECT_TRUE(std::ranges::any_of(seen, [&](const std::string& message) { return message.starts_with(sentence); }))
          << source << " can say \"" << sentence << "\", and no mend of that is tried";
    }
  }
  EXPECT_GT(sentences, 15);
}

TEST(Mends, AStepBeforeATrainedLayerIsMadeASigmoid) {
  const Experiment experiment = preset_or_file("gate-xor", SADDLE_ASSETS "/presets");
  const auto dataset = load_dataset(experiment.data);
  Issue issue;
  try {
    Trainer(experiment, dataset).step();
    FAIL() << "it was trained";
  } catch (const Error& error) {
    issue = error.issue();
  }
  const auto offered = mends(experiment, issue);
  ASSERT_FALSE(offered.empty());
  EXPECT_EQ(offered.front().label.sentence(), "Use sigmoid");
  Experiment mended = experiment;
  offered.front().apply(mended);
  EXPECT_NO_THROW(Trainer(mended, dataset).step());
}

TEST(Mends, ASoundExperimentNeedsNone) {
  for (const Preset& preset : presets_in(SADDLE_ASSETS "/presets")) EXPECT_TRUE(check(preset.experiment).empty());
}

}  // namespace
}  // namespace saddle
