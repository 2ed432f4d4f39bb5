// The sets that Saddle draws by itself, against the formulas they are drawn by.
#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <set>

#include "../io/files.h"
#include "saddle/catalog.h"
#include "sets.h"

namespace saddle {
namespace {

// Each with a few samples.
const std::map<std::string, Properties>& drawn_sets() {
  static const std::map<std::string, Properties> sets = {
      {"circles", {{"train", 40}, {"test", 30}}}, {"clusters", {{"points", 4}, {"test", 3}}},
      {"curve", {{"train", 40}, {"test", 30}}},   {"digit_scenes", {{"train", 8}, {"test", 6}}},
      {"linear", {{"train", 40}, {"test", 30}}},  {"moons", {{"train", 40}, {"test", 30}}},
      {"noise", {{"train", 40}, {"test", 30}}},   {"procedural_digits", {{"train", 40}, {"test", 30}}},
      {"spirals", {{"train", 40}, {"test", 30}}}, {"surface", {{"train", 40}, {"test", 30}}},
  };
  return sets;
}

std::string train_property(const std::string& set) { return set == "clusters" ? "points" : "train"; }
int train_count(const std::string& set, const Properties& properties) {
  return std::get<int>(properties.at(train_property(set))) * (set == "clusters" ? 10 : 1);
}

TEST(DrawnSets, AreAllThatNeedNoFile) {
  const std::set<std::string> others = {"cifar10",      "csv",   "digit_or_not", "fashion_mnist", "gates",
                                        "image_folder", "mnist", "npz",          "typed"};
  for (const Entry& entry : catalog::datasets()) {
    const std::string name(entry.name);
    EXPECT_TRUE(drawn_sets().contains(name) || others.contains(name)) << name << " has no test";
  }
}

TEST(DrawnSets, AreWhatTheySayBeforeTheyAreDrawn) {
  for (const auto& [set, properties] : drawn_sets()) {
    SCOPED_TRACE(set);
    const auto dataset = load(set, properties);
    const auto info = catalog::sample_info({set, properties});
    EXPECT_FALSE(info.issue);
    EXPECT_EQ(dataset->name, set);
    EXPECT_EQ(dataset->sample, info.shape);
    EXPECT_EQ(dataset->classes, info.classes);
    EXPECT_EQ(dataset->per_pixel, info.per_pixel);
    EXPECT_EQ(dataset->outputs, info.outputs);
    expect_sound(*dataset, dataset->train, train_count(set, properties));
    EXPECT_GT(dataset->test.count, 0);
    expect_sound(*dataset, dataset->test, dataset->test.count);
    EXPECT_EQ(dataset->validation.count, 0);
  }
}

TEST(DrawnSets, SeedAloneDecidesWhatIsDrawn) {
  for (const auto& [set, properties] : drawn_sets()) {
    SCOPED_TRACE(set);
    Properties other = properties;
    other["seed"] = 2;
    const auto first = load(set, properties), again = load(set, properties), second = load(set, other);
    EXPECT_TRUE(same(first->train, again->train));
    EXPECT_TRUE(same(first->test, again->test));
    EXPECT_FALSE(same(first->train, second->train));
    EXPECT_FALSE(same(first->test, second->test));
  }
}

TEST(DrawnSets, PartsDoNotChangeWithTheSizeOfTheOthers) {
  for (const auto& [set, properties] : drawn_sets()) {
    SCOPED_TRACE(set);
    Properties more = properties;
    more[train_property(set)] = 2 * std::get<int>(properties.at(train_property(set)));
    more["validation"] = 5;
    const auto few = load(set, properties), many = load(set, more);
    EXPECT_GT(many->train.count, few->train.count);
    EXPECT_TRUE(same(few->test, many->test));
    const auto begin = [](const auto& whole, const auto& part) {
      return part.size() < whole.size() && std::equal(part.begin(), part.end(), whole.begin());
    };
    EXPECT_TRUE(begin(many->train.labels, few->train.labels) || begin(many->train.targets, few->train.targets));
    EXPECT_TRUE(begin(many->train.bytes, few->train.bytes) || begin(many->train.values, few->train.values));
  }
}

TEST(DrawnSets, HaveAPartForValidationThatIsLikeNoOther) {
  for (const auto& [set, properties] : drawn_sets()) {
    SCOPED_TRACE(set);
    Properties held = properties;
    held["validation"] = 5;
    const auto dataset = load(set, held);
    expect_sound(*dataset, dataset->validation, set == "clusters" ? 50 : 5);
    const auto kept = sample(*dataset, dataset->validation, 0);
    for (int64_t i = 0; i < dataset->train.count; ++i) EXPECT_NE(sample(*dataset, dataset->train, i), kept);
    for (int64_t i = 0; i < dataset->test.count; ++i) EXPECT_NE(sample(*dataset, dataset->test, i), kept);
  }
}

TEST(DrawnSets, StandardizedHaveMean0AndDeviation1OverTheTrainingSet) {
  for (const auto& [set, properties] : drawn_sets()) {
    if (set == "noise") continue;  // standard as it is
    SCOPED_TRACE(set);
    Properties standard = properties;
    standard["normalize"] = std::string("standardize");
    const auto dataset = load(set, standard);
    const auto period = static_cast<size_t>(dataset->sample[0]);
    std::vector<double> sum(period), squares(period);
    double count = 0;
    for (int64_t i = 0; i < dataset->train.count; ++i) {
      auto values = sample(*dataset, dataset->train, i);
      dataset->normalization.apply(values.data(), std::ssize(values));
      for (size_t k = 0; k < values.size(); ++k)
        sum[k % period] += values[k], squares[k % period] += double{values[k]} * values[k];
      count += static_cast<double>(values.size() / period);
    }
    for (size_t k = 0; k < period; ++k) {
      EXPECT_NEAR(sum[k] / count, 0, 1e-4);
      EXPECT_NEAR(squares[k] / count, 1, 1e-3);
    }
    EXPECT_FALSE(load(set, properties)->normalization);
  }
}

TEST(DrawnSets, AnImpossibleValueIsRefusedByName) {
  EXPECT_EQ(fault_of([] { load("moons", {{"train", 0}}); }), "data.train: expected a positive whole number, got 0");
  EXPECT_NE(fault_of([] { load("moons", {{"arms", 3}}); }).find("data.arms: unknown key"), std::string::npos);
  EXPECT_NE(fault_of([] { load("noise", {{"height", 8}}); }).find("data.width: "), std::string::npos);
  EXPECT_NE(fault_of([] {
              load("noise", {{"channels", 1000000}, {"train", 1000000}});
            }).find("does not fit in memory"),
            std::string::npos);
}

TEST(Gates, AreTheirTruthTables) {
  const std::map<std::string, std::vector<int>> tables = {
      {"and", {0, 0, 0, 1}}, {"nand", {1, 1, 1, 0}}, {"or", {0, 1, 1, 1}}, {"xor", {0, 1, 1, 0}}};
  for (const auto& [gate, outputs] : tables) {
    const auto dataset = load("gates", {{"gate", gate}});
    for (const Samples* part : {&dataset->train, &dataset->test}) {
      EXPECT_EQ(part->values, (std::vector<float>{0, 0, 0, 1, 1, 0, 1, 1})) << gate;
      EXPECT_EQ(part->labels, outputs) << gate;
    }
  }
}

TEST(Typed, IsWhatStandsInItsRows) {
  const auto dataset = load("typed", {{"rows", "0 0.5 : 2; -1 3 : 0;"}});
  EXPECT_EQ(dataset->sample, Shape{2});
  EXPECT_EQ(dataset->classes, (std::vector<std::string>{"0", "1", "2"}));
  EXPECT_EQ(dataset->train.values, (std::vector<float>{0, 0.5, -1, 3}));
  EXPECT_EQ(dataset->train.labels, (std::vector<int>{2, 0}));
  EXPECT_TRUE(same(dataset->train, dataset->test));
  const auto numbers = load("typed", {{"rows", "1 : 2.5 -3"}, {"targets", "numbers"}});
  EXPECT_EQ(numbers->outputs, 2);
  EXPECT_EQ(numbers->train.targets, (std::vector<float>{2.5, -3}));
  EXPECT_NE(fault_of([] { load("typed", {{"rows", "0 1 2"}}); }).find("data.rows: "), std::string::npos);
  EXPECT_NE(fault_of([] { load("typed", {{"rows", "0 : 0.5"}}); }).find("data.rows: "), std::string::npos);
  EXPECT_NE(fault_of([] { load("typed", {{"rows", "0 : 1; 0 1 : 1"}}); }).find("data.rows: "), std::string::npos);
}

TEST(Circles, LieAtRadius5And2) {
  const auto dataset = load("circles", {{"train", 2000}, {"noise", 0.0}});
  int counts[2] = {};
  double x = 0, y = 0;
  for (int64_t i = 0; i < dataset->train.count; ++i) {
    const auto point = sample(*dataset, dataset->train, i);
    const int label = dataset->train.labels[static_cast<size_t>(i)];
    EXPECT_NEAR(std::hypot(point[0], point[1]), label == 0 ? 5 : 2, 1e-5);
    ++counts[label];
    x += point[0] / 2000, y += point[1] / 2000;
  }
  EXPECT_EQ(counts[0], 1000);
  EXPECT_EQ(counts[1], 1000);
  EXPECT_NEAR(x, 0, 0.4);  // all round: five standard errors of the mean
  EXPECT_NEAR(y, 0, 0.4);
}

TEST(Circles, NoiseHasItsDeviation) {
  const auto dataset = load("circles", {{"train", 4000}, {"noise", 0.2}});
  double squares = 0;
  for (int64_t i = 0; i < dataset->train.count; ++i) {
    const auto point = sample(*dataset, dataset->train, i);
    const double off = std::hypot(point[0], point[1]) - (dataset->train.labels[static_cast<size_t>(i)] == 0 ? 5 : 2);
    squares += off * off / 4000;
  }
  EXPECT_NEAR(std::sqrt(squares), 0.2, 0.01);
}

TEST(Moons, LieOnTwoHalfCircles) {
  const auto dataset = load("moons", {{"train", 400}, {"noise", 0.0}});
  for (int64_t i = 0; i < dataset->train.count; ++i) {
    const auto p = sample(*dataset, dataset->train, i);
    if (dataset->train.labels[static_cast<size_t>(i)] == 0) {
      EXPECT_NEAR(std::hypot(p[0] + 1.5, p[1] + 0.75), 3, 1e-5);
      EXPECT_GE(p[1], -0.75f - 1e-5f);
    } else {
      EXPECT_NEAR(std::hypot(p[0] - 1.5, p[1] - 0.75), 3, 1e-5);
      EXPECT_LE(p[1], 0.75f + 1e-5f);
    }
  }
}

TEST(Spirals, WindOutwardsEvenly) {
  const auto dataset = load("spirals", {{"train", 600}, {"noise", 0.0}, {"arms", 3}, {"turns", 2.0}});
  for (int64_t i = 0; i < dataset->train.count; ++i) {
    const auto p = sample(*dataset, dataset->train, i);
    const double along = std::hypot(p[0], p[1]) / 5;
    const double angle = 2 * std::numbers::pi * (2 * along + dataset->train.labels[static_cast<size_t>(i)] / 3.0);
    EXPECT_LE(along, 1 + 1e-6);
    EXPECT_NEAR(p[0], 5 * along * std::sin(angle), 1e-3);
    EXPECT_NEAR(p[1], 5 * along * std::cos(angle), 1e-3);
  }
}

TEST(Clusters, HaveTheirCentresInTheSquareAnd100PointsEach) {
  const auto dataset = load("clusters", {{"spread", 0.5}});
  EXPECT_EQ(dataset->classes.size(), 10u);
  EXPECT_EQ(dataset->train.count, 1000);
  std::vector<double> x(10), y(10), squares(10);
  std::vector<int> counts(10);
  for (int64_t i = 0; i < 1000; ++i) {
    const auto p = sample(*dataset, dataset->train, i);
    const auto label = static_cast<size_t>(dataset->train.labels[static_cast<size_t>(i)]);
    ++counts[label];
    x[label] += p[0] / 100.0, y[label] += p[1] / 100.0;
  }
  std::set<std::pair<int, int>> different;
  for (size_t label = 0; label < 10; ++label) {
    EXPECT_EQ(counts[label], 100);
    EXPECT_LT(std::abs(x[label]), 8 + 5 * 0.05);
    EXPECT_LT(std::abs(y[label]), 8 + 5 * 0.05);
    different.emplace(std::lround(x[label] * 10), std::lround(y[label] * 10));
  }
  EXPECT_EQ(different.size(), 10u);
  for (int64_t i = 0; i < 1000; ++i) {
    const auto p = sample(*dataset, dataset->train, i);
    const auto label = static_cast<size_t>(dataset->train.labels[static_cast<size_t>(i)]);
    squares[label] += ((p[0] - x[label]) * (p[0] - x[label]) + (p[1] - y[label]) * (p[1] - y[label])) / 200;
  }
  for (const double variance : squares) EXPECT_NEAR(std::sqrt(variance), 0.5, 0.1);
}

TEST(Clusters, TestPointsComeFromTheSameClouds) {
  const auto dataset = load("clusters", {{"spread", 0.01}});
  for (int64_t i = 0; i < dataset->test.count; ++i) {
    const auto p = sample(*dataset, dataset->test, i);
    const auto label = dataset->test.labels[static_cast<size_t>(i)];
    for (int64_t k = 0; k < dataset->train.count; ++k) {
      if (dataset->train.labels[static_cast<size_t>(k)] != label) continue;
      const auto q = sample(*dataset, dataset->train, k);
      EXPECT_LT(std::hypot(p[0] - q[0], p[1] - q[1]), 0.15);
    }
  }
}

// Rosenblatt's perceptron (1958) stops making mistakes where a line divides the classes, and only there.
TEST(Linear, APerceptronDividesItWithoutAMistake) {
  for (const int seed : {1, 2, 3}) {
    const auto dataset = load("linear", {{"seed", seed}});
    double w[3] = {};
    int mistakes = 1;
    for (int round = 0; round < 1000 && mistakes > 0; ++round) {
      mistakes = 0;
      for (int64_t i = 0; i < dataset->train.count; ++i) {
        const auto p = sample(*dataset, dataset->train, i);
        const int sign = dataset->train.labels[static_cast<size_t>(i)] == 1 ? 1 : -1;
        if (sign * (w[0] * p[0] + w[1] * p[1] + w[2]) > 0) continue;
        w[0] += sign * p[0], w[1] += sign * p[1], w[2] += sign;
        ++mistakes;
      }
    }
    EXPECT_EQ(mistakes, 0) << "seed " << seed;
  }
}

TEST(Curve, FollowsItsFunctions) {
  const std::map<std::string, double (*)(double)> functions = {
      {"sine", [](double x) { return std::sin(x); }},
      {"parabola", [](double x) { return x * x / 8 - 1; }},
      {"step", [](double x) { return x > 0 ? 1.0 : -1.0; }},
      {"abs", [](double x) { return std::abs(x) / 2 - 1; }},
      {"sinc", [](double x) { return std::sin(3 * x) / (3 * x); }}};
  for (const auto& [name, function] : functions) {
    const auto dataset = load("curve", {{"function", name}, {"noise", 0.0}, {"train", 200}});
    EXPECT_EQ(dataset->outputs, 1);
    for (size_t i = 0; i < 200; ++i) {
      const float x = dataset->train.values[i];
      EXPECT_LE(std::abs(x), 4);
      EXPECT_NEAR(dataset->train.targets[i], function(x), 1e-5) << name << " at " << x;
    }
  }
}

TEST(Surface, FollowsItsFunctions) {
  const std::map<std::string, double (*)(double, double)> functions = {
      {"plane", [](double x, double y) { return (x + y) / 10; }},
      {"saddle", [](double x, double y) { return (x * x - y * y) / 25; }},
      {"gauss", [](double x, double y) { return std::exp(-(x * x + y * y) / 8); }},
      {"ripple",
       [](double x, double y) { return std::cos(std::hypot(x, y) * 1.5) * std::exp(-(x * x + y * y) / 20); }}};
  for (const auto& [name, function] : functions) {
    const auto dataset = load("surface", {{"function", name}, {"noise", 0.0}, {"train", 200}});
    for (size_t i = 0; i < 200; ++i) {
      const float x = dataset->train.values[2 * i], y = dataset->train.values[2 * i + 1];
      EXPECT_LE(std::max(std::abs(x), std::abs(y)), 5);
      EXPECT_NEAR(dataset->train.targets[i], function(x, y), 1e-5) << name;
    }
  }
}

TEST(Noise, IsNormalWhateverItsShape) {
  const auto dataset = load("noise", {{"channels", 3}, {"height", 8}, {"width", 6}, {"train", 300}, {"classes", 7}});
  EXPECT_EQ(dataset->sample, (Shape{3, 8, 6}));
  double sum = 0, squares = 0;
  for (const float value : dataset->train.values) sum += value, squares += double{value} * value;
  const auto count = static_cast<double>(dataset->train.values.size());
  EXPECT_NEAR(sum / count, 0, 0.03);
  EXPECT_NEAR(squares / count, 1, 0.05);
  const std::set<int> labels(dataset->train.labels.begin(), dataset->train.labels.end());
  EXPECT_EQ(labels.size(), 7u);
  const auto maps = load("noise", {{"channels", 1}, {"height", 4}, {"width", 5}, {"per_pixel", true}, {"train", 9}});
  expect_sound(*maps, maps->train, 9);
  EXPECT_EQ(maps->train.labels.size(), 9u * 20);
}

TEST(DigitScenes, LabelInkAndNothingElse) {
  const auto dataset = load("digit_scenes", {{"train", 20}, {"test", 2}, {"height", 40}, {"width", 60}});
  EXPECT_EQ(dataset->sample, (Shape{1, 40, 60}));
  const std::set<int> labels(dataset->train.labels.begin(), dataset->train.labels.end());
  EXPECT_EQ(labels.size(), 11u);  // the ground and every digit
  for (size_t i = 0; i < dataset->train.bytes.size(); ++i) {
    if (dataset->train.labels[i] > 0) {
      EXPECT_GE(dataset->train.bytes[i], 96);
    } else {
      EXPECT_LT(dataset->train.bytes[i], 96);
    }
  }
}

TEST(ProceduralDigits, AreTenClassesOf28By28) {
  const auto dataset = load("procedural_digits", {{"train", 50}, {"test", 10}});
  EXPECT_EQ(dataset->sample, (Shape{1, 28, 28}));
  std::vector<int> counts(10);
  for (const int label : dataset->train.labels) ++counts[static_cast<size_t>(label)];
  for (const int count : counts) EXPECT_EQ(count, 5);
}

}  // namespace
}  // namespace saddle
