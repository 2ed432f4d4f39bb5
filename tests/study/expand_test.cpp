// What varies in a study, and what its runs share.
#include <cmath>

#include "nn/network.h"
#include "saddle/optimizer_text.h"
#include "saddle/plan.h"
#include "saddle/query.h"
#include "study/studies.h"

namespace saddle {
namespace {

std::vector<std::string> types_of(const Experiment& experiment) {
  std::vector<std::string> types;
  for (const Node& node : experiment.network) types.push_back(node.type);
  return types;
}

std::string sentence_of(const std::function<void()>& task) {
  try {
    task();
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

// The first weights, by the names that a model file gives them.
std::map<std::string, std::vector<float>> first_weights(const Experiment& experiment) {
  Network<float> network(experiment.network, Shape{2}, 4,
                         static_cast<uint64_t>(read<TrainingOptions>(experiment.training).seed));
  std::map<std::string, std::vector<float>> weights;
  for (size_t i = 0; i < network.params().size(); ++i) {
    const auto& value = network.params()[i]->value;
    weights[network.param_names()[i]] = {value.data(), value.data() + value.size()};
  }
  return weights;
}

TEST(Expand, RunsAreNumberedByCombinationAndThenBySeedWithTheLastAxisFastest) {
  const Study study{.base = small_experiment(),
                    .axes = {{"optimizer.type", {"sgd", "adam"}}, {"network[0].units", {4, 5, 6}}},
                    .seeds = 2};
  ASSERT_EQ(combinations(study), 6);
  ASSERT_EQ(runs(study), 12);
  for (int64_t i = 0; i < runs(study); ++i) {
    const Experiment run = expand(study, i);
    EXPECT_EQ(run.optimizer.type, i < 6 ? "sgd" : "adam") << i;
    EXPECT_EQ(value_at(run, "network[0].units"), Value(static_cast<int>(4 + i / 2 % 3))) << i;
    EXPECT_EQ(value_at(run, "training.seed"), Value(static_cast<int>(1 + i % 2))) << i;
  }
  EXPECT_EQ(settings_text(study, 5), "optimizer.type=adam, network[0].units=6");
}

TEST(Expand, ARunDependsOnTheStudyAndItsIndexAlone) {
  Study study{.base = small_experiment(), .axes = {{"network.*.init", {"he", 0.1}}}, .seeds = 3};
  const Experiment last = expand(study, 5);
  for (int64_t i = 0; i < 6; ++i) expand(study, i);
  EXPECT_EQ(expand(study, 5), last);
}

TEST(Expand, OfEveryLayerMeansThoseThatHaveTheProperty) {
  const Study study{.base = small_experiment(), .axes = {{"network.*.init", {0.01, "xavier"}}}};
  for (const int layer : {0, 2, 4}) {
    const std::string path = "network[" + std::to_string(layer) + "].init";
    EXPECT_EQ(value_at(expand(study, 0), path), Value(0.01)) << path;
    EXPECT_EQ(value_at(expand(study, 1), path), Value("xavier")) << path;
  }
  EXPECT_EQ(types_of(expand(study, 1)), types_of(study.base));
}

TEST(Expand, ATypeIsSetBeforeWhatDependsOnIt) {
  const Study study{.base = small_experiment(),
                    .axes = {{"optimizer.learning_rate", {0.01}}, {"optimizer.type", {"adam"}}}};
  // 0.01 is the default of sgd and would be forgotten on the way.
  EXPECT_EQ(value_at(expand(study, 0), "optimizer.learning_rate"), Value(0.01));
}

TEST(Expand, AnOptimizerCanVaryWithItsSettings) {
  const Study study{
      .base = small_experiment(),
      .axes = {{"optimizer", {"sgd:learning_rate=0.3", "momentum:learning_rate=0.1:momentum=0.5", "adam"}},
               {"optimizer.learning_rate", {0.2}}}};
  EXPECT_EQ(expand(study, 1).optimizer, (Choice{"momentum", {{"learning_rate", 0.2}, {"momentum", 0.5}}}))
      << "and a property of it after it";
  Study alone = study;
  alone.axes.pop_back();
  EXPECT_EQ(expand(alone, 0).optimizer, (Choice{"sgd", {{"learning_rate", 0.3}}}));
  EXPECT_EQ(expand(alone, 2).optimizer, (Choice{"adam", {}})) << "with its usual rate, not that of the base";
  for (const Value& value : alone.axes[0].values)
    EXPECT_EQ(optimizer_text(parse_optimizer(to_text(value))), to_text(value));
  EXPECT_EQ(parse_study(to_json(alone)), alone);
  for (const char* bad : {"sgdd", "sgd:learning_rate", "sgd:=1", "sgd:rate=1", "sgd:learning_rate=-1"})
    EXPECT_THROW(parse_optimizer(bad), Error) << bad;
}

TEST(Expand, BatchNormTakenOutOrPutInTurnsOnePresetOfTheBookIntoTheOther) {
  const Experiment with = preset("with-batch-norm"), without = preset("without-batch-norm");
  for (const Experiment& base : {with, without}) {
    const Study study{.base = base, .axes = {{"network.batch_norm", {"off", "on"}}}};
    EXPECT_EQ(expand(study, 0).network, without.network) << base.name;
    EXPECT_EQ(expand(study, 1).network, with.network) << base.name;
  }
}

TEST(Expand, BatchNormInNetworksOfOtherKinds) {
  // A residual net has it behind each convolution already; without it, each convolution but none else gets one.
  for (const char* name : {"resnet-20", "resnet-20-preactivation", "deep-convnet", "googlenet-small", "fcn-small"}) {
    const Study study{.base = preset(name), .axes = {{"network.batch_norm", {"off", "on"}}}};
    const Experiment off = expand(study, 0), on = expand(study, 1);
    EXPECT_EQ(std::ranges::count(types_of(off), "batch_norm"), 0) << name;
    const bool has = std::ranges::count(types_of(study.base), "batch_norm") > 0;
    EXPECT_EQ(on.network == study.base.network, has) << name;
    EXPECT_TRUE(has || std::ranges::count(types_of(on), "batch_norm") > 2) << name;
    EXPECT_EQ(on.network.back().type, study.base.network.back().type) << name << ": none at the end";
    for (const Experiment& experiment : {off, on}) {
      for (const Issue& issue : check(experiment)) ADD_FAILURE() << name << ": " << issue.text();
    }
  }
}

TEST(Pairing, RunsOfASeedShareTheirFirstWeightsWhereverShapesAgree) {
  const Study study{.base = small_experiment(),
                    .axes = {{"optimizer.type", {"sgd", "momentum", "adam"}},
                             {"network.batch_norm", {"off", "on"}},
                             {"network[0].units", {16, 9}}},
                    .seeds = 2};
  const auto first = first_weights(expand(study, 0));
  ASSERT_EQ(first.size(), 6u);
  int agree = 0;
  for (int64_t i = 0; i < runs(study); i += 2) {
    for (const auto& [name, weights] : first_weights(expand(study, i))) {
      const auto same = first.find(name);
      if (same == first.end() || same->second.size() != weights.size()) continue;
      EXPECT_EQ(same->second, weights) << "run " << i << ", " << name;
      ++agree;
    }
  }
  EXPECT_EQ(agree, 6 * 6 + 6 * 3) << "all six tensors, and those three that do not see the width of the first layer";
  EXPECT_NE(first_weights(expand(study, 1)).at("dense_1/weight"), first.at("dense_1/weight")) << "of another seed";
}

TEST(Pairing, InitializersScaleTheSameDraws) {
  const Study study{.base = small_experiment(), .axes = {{"network.*.init", {0.01, 1}}}};
  const auto small = first_weights(expand(study, 0)).at("dense_1/weight"),
             large = first_weights(expand(study, 1)).at("dense_1/weight");
  for (size_t i = 0; i < small.size(); ++i) EXPECT_NEAR(small[i], 0.01 * large[i], 1e-7 * std::abs(large[i]));
}

TEST(Pairing, UnpairedEveryRunHasASeedOfItsOwn) {
  const Study study{
      .base = small_experiment(), .axes = {{"optimizer.type", {"sgd", "adam"}}}, .seeds = 3, .paired = false};
  for (int64_t i = 0; i < runs(study); ++i)
    EXPECT_EQ(value_at(expand(study, i), "training.seed"), Value(static_cast<int>(1 + i)));
  EXPECT_NE(first_weights(expand(study, 0)), first_weights(expand(study, 3)));
}

TEST(BadStudies, AreRefusedWithASentenceThatNamesTheCulprit) {
  const auto refusal = [](std::vector<Axis> axes, int seeds = 1) {
    return sentence_of([&] { check(Study{.base = small_experiment(), .axes = axes, .seeds = seeds}); });
  };
  EXPECT_EQ(refusal({{"optimizer.type", {"sgd", "adam"}}}), "");
  const auto names = [&](const std::string& text, const std::string& part) {
    EXPECT_NE(text.find(part), std::string::npos) << text;
  };
  names(refusal({{"optimizer.typ", {"sgd"}}}), "optimizer");
  names(refusal({{"color", {1}}}), "color: unknown path");
  names(refusal({{"network.*.color", {1}}}), "network.*.color: no layer of this network has \"color\"");
  names(refusal({{"network[9].units", {1}}}), "network[9].units: there is no such layer");
  names(refusal({{"optimizer.type", {}}}), "optimizer.type: there is no value");
  names(refusal({{"optimizer.type", {"sgd", "sgd"}}}), "sgd is named twice");
  names(refusal({{"loss", {"softmax_cross_entropy"}}, {"loss", {"mean_squared_error"}}}), "loss: varies twice");
  names(refusal({{"network.batch_norm", {"maybe"}}}), "expected on or off, got \"maybe\"");
  names(refusal({{"training.seed", {1, 2}}}, 2), "is what the number of seeds varies");
  names(refusal({{"network[4].units", {2, 3}}}), "network[4].units=3: network[4]: the network ends in 3 outputs");
  names(refusal({}, 200'000), "at most 100000");
  names(sentence_of([] { parse_axis("optimizer.type", "--vary"); }), "expected path=value,value,…");
  names(sentence_of([] { parse_axis("optimizer.type=sgd,,adam", "--vary"); }), "a value of optimizer.type is empty");
}

TEST(Checking, EndsBeforeTheNextExperimentWhereItIsStopped) {
  const Study faulty{.base = small_experiment(), .axes = {{"network[4].units", {3, 2}}}};
  std::atomic<bool> stop{false};
  EXPECT_NE(sentence_of([&] { check(faulty, {}, &stop); }).find("3 outputs"), std::string::npos);
  stop = true;
  EXPECT_EQ(sentence_of([&] { check(faulty, {}, &stop); }), "stopped before all was checked");
}

TEST(StudyFile, ComesBackAsItWas) {
  Study study{.base = small_experiment(),
              .axes = {{"optimizer.type", {"sgd", "adam"}}, {"network.*.init", {0.01, "he", 1}}},
              .seeds = 4,
              .paired = false,
              .steps = 70,
              .metric = "train_loss"};
  EXPECT_EQ(parse_study(to_json(study)), study);
  EXPECT_EQ(parse_study(to_json(study.base)), Study{.base = study.base}) << "an experiment is a study of one run";
}

TEST(StudyFile, SaysWhatIsWrong) {
  const std::string head = R"({"saddle": 1, "network": [{"type": "dense"}], "vary": )";
  const auto refusal = [&](const std::string& rest) { return sentence_of([&] { parse_study(head + rest); }); };
  EXPECT_EQ(refusal(R"({"optimizer.type": ["sgd"]}})"), "");
  EXPECT_EQ(refusal("3}"), "vary: expected an object of lists by path, got 3");
  EXPECT_EQ(refusal(R"({"optimizer.type": "sgd"}})"), "vary.optimizer.type: expected a list of values, got \"sgd\"");
  EXPECT_EQ(refusal(R"({"loss": [[]]}})"), "vary.loss: expected a number, a text, true or false, got a list");
  EXPECT_EQ(refusal(R"({}, "seeds": 0})"), "seeds: expected a positive whole number, got 0");
  EXPECT_EQ(refusal(R"({}, "paired": 1})"), "paired: expected true or false, got 1");
  EXPECT_NE(sentence_of([&] { parse_experiment(head + "{}}"); }).find("saddle sweep"), std::string::npos);
}

}  // namespace
}  // namespace saddle
