#include "nn/initializer.h"

#include <cmath>

#include <gtest/gtest.h>

#include "nn/network.h"

namespace saddle {
namespace {

struct Moments {
  double mean = 0, deviation = 0;
};

Moments drawn(const Value& init, int fan_in, int fan_out) {
  std::vector<Param<float>> params;
  const ParamSpec spec{
      .name = "weight", .role = Role::weight, .shape = {fan_out, fan_in}, .fan_in = fan_in, .fan_out = fan_out};
  params.push_back({spec, Tensor<float>(spec.shape), Tensor<float>(spec.shape)});
  initialize<float>(params, {.init = init}, 5, "dense_1");
  Moments moments;
  const Tensor<float>& w = params[0].value;
  for (int64_t i = 0; i < w.size(); ++i) moments.mean += w[i];
  moments.mean /= static_cast<double>(w.size());
  for (int64_t i = 0; i < w.size(); ++i) moments.deviation += std::pow(w[i] - moments.mean, 2);
  moments.deviation = std::sqrt(moments.deviation / static_cast<double>(w.size()));
  return moments;
}

TEST(Initializer, HasTheStandardDeviationOfItsFormula) {
  const int in = 400, out = 250;  // 100,000 weights: the deviation is known to 0.3 %
  const auto expect = [&](const Value& init, double wanted) {
    const Moments moments = drawn(init, in, out);
    EXPECT_NEAR(moments.deviation, wanted, 0.01 * wanted) << to_text(init);
    EXPECT_NEAR(moments.mean, 0, 0.015 * wanted) << to_text(init);
  };
  expect(std::string("xavier"), std::sqrt(1.0 / in));          // the book, 6.2.2
  expect(std::string("glorot"), std::sqrt(2.0 / (in + out)));  // Glorot and Bengio, 2010, eq. 16
  expect(std::string("he"), std::sqrt(2.0 / in));              // He et al., 2015, eq. 10
  expect(std::string("uniform"),
         std::sqrt(1.0 / in / 3));  // a uniform number on [-a, a] has a deviation of a / sqrt(3)
  expect(std::string("glorot_uniform"), std::sqrt(2.0 / (in + out)));
  expect(std::string("he_uniform"), std::sqrt(2.0 / in));
  expect(0.01, 0.01);
  expect(1.0, 1.0);
}

TEST(Initializer, ZeroIsZero) {
  const Moments moments = drawn(std::string("zero"), 30, 20);
  EXPECT_EQ(moments.mean, 0);
  EXPECT_EQ(moments.deviation, 0);
}

TEST(Initializer, BiasesBeginAtZeroAndStreamsAreTheirOwn) {
  const auto draw = [](uint64_t seed, const char* node) {
    std::vector<Param<float>> params;
    const ParamSpec weight{.name = "weight", .role = Role::weight, .shape = {3, 4}, .fan_in = 4, .fan_out = 3},
        bias{.name = "bias", .role = Role::bias, .shape = {3}, .fan_in = 4, .fan_out = 3};
    for (const ParamSpec& spec : {weight, bias})
      params.push_back({spec, Tensor<float>(spec.shape), Tensor<float>(spec.shape)});
    initialize<float>(params, {.init = 1.0}, seed, node);
    for (int64_t i = 0; i < 3; ++i) EXPECT_EQ(params[1].value[i], 0);
    return std::vector<float>(params[0].value.data(), params[0].value.data() + 12);
  };
  EXPECT_EQ(draw(1, "dense_1"), draw(1, "dense_1"));
  EXPECT_NE(draw(1, "dense_1"), draw(2, "dense_1"));
  EXPECT_NE(draw(1, "dense_1"), draw(1, "dense_2"));
}

TEST(Initializer, WrittenOutWeightsAreThose) {
  const std::vector<Node> nodes = {
      {"", "dense", {}, {{"units", 2}, {"weights", "1 2, 3\n4 5 -6e-1"}, {"biases", "7 8"}}},
      {"", "dense", {}, {{"units", 1}, {"bias_init", 0.25}}}};
  const Network<float> network(nodes, {3}, 1, 1);
  const auto values = [&](size_t i) {
    const Tensor<float>& value = network.params()[i]->value;
    return std::vector<float>(value.data(), value.data() + value.size());
  };
  EXPECT_EQ(values(0), (std::vector<float>{1, 2, 3, 4, 5, -0.6f}));
  EXPECT_EQ(values(1), (std::vector<float>{7, 8}));
  EXPECT_EQ(values(3), (std::vector<float>{0.25f}));
}

TEST(Initializer, SaysWhereTheyAreNotRight) {
  const auto fault = [](const char* key, const char* text) {
    const Plan result = plan({{"", "dense", {}, {{"units", 2}, {key, text}}}}, {3});
    return result.issues.empty() ? "" : result.issues.front().text();
  };
  EXPECT_EQ(fault("weights", "1 2 3"), "network[0].weights: 3 numbers are written out, but the layer has 6");
  EXPECT_EQ(fault("biases", "1"), "network[0].biases: 1 number is written out, but the layer has 2");
  EXPECT_NE(fault("weights", "1 2 3 4 5 x").find("\"x\" is not a number"), std::string::npos);
  EXPECT_NE(fault("weights", "1 2 3 4 5 6k").find("\"6k\" is not a number"), std::string::npos);
  EXPECT_NE(fault("weights", "nan 2 3 4 5 6"), "");
}

}  // namespace
}  // namespace saddle
