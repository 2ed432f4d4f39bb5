#include "nn/initializer.h"

#include <cmath>

#include <gtest/gtest.h>

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
  initialize<float>(params, init, 5, "dense_1");
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
    initialize<float>(params, Value(1.0), seed, node);
    for (int64_t i = 0; i < 3; ++i) EXPECT_EQ(params[1].value[i], 0);
    return std::vector<float>(params[0].value.data(), params[0].value.data() + 12);
  };
  EXPECT_EQ(draw(1, "dense_1"), draw(1, "dense_1"));
  EXPECT_NE(draw(1, "dense_1"), draw(2, "dense_1"));
  EXPECT_NE(draw(1, "dense_1"), draw(1, "dense_2"));
}

}  // namespace
}  // namespace saddle
