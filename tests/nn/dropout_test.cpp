#include <algorithm>
#include <cmath>
#include <set>

#include <gtest/gtest.h>

#include "nets.h"
#include "nn/network.h"

namespace saddle {
namespace {

constexpr int width = 2000;
constexpr int count = 100;  // more than the network carries through at once

// What a net of dropout layers makes of ones, sample after sample.
std::vector<double> dropped(const std::vector<Node>& nodes, const Pass& pass) {
  Network<double> network(nodes, {width}, count, 1);
  Workers workers(1);
  network.input(count).array().setOnes();
  network.forward(pass, count, workers);
  return {network.output(count).data, network.output(count).data + count * width};
}

double share_of_zeros(const std::vector<double>& values) {
  return static_cast<double>(std::count(values.begin(), values.end(), 0.0)) / static_cast<double>(values.size());
}

TEST(Dropout, SilencesItsShareAndKeepsTheMean) {
  const auto values = dropped({node("dropout", {{"ratio", 0.3}})}, {.training = true, .seed = 4});
  EXPECT_NEAR(share_of_zeros(values), 0.3, 0.0052);  // five standard deviations
  for (const double value : values) EXPECT_TRUE(value == 0 || std::abs(value - 1 / 0.7) < 1e-12);
}

TEST(Dropout, IsNothingAtInference) {
  for (const double value : dropped({node("dropout")}, {})) EXPECT_EQ(value, 1);
}

TEST(Dropout, TheBooksFormScalesAtInferenceInstead) {
  const std::vector<Node> book = {node("dropout", {{"ratio", 0.2}, {"inverted", false}})};
  for (const double value : dropped(book, {.training = true, .seed = 4})) EXPECT_TRUE(value == 0 || value == 1);
  for (const double value : dropped(book, {})) EXPECT_DOUBLE_EQ(value, 0.8);
}

TEST(Dropout, EqualPassesAreEqualOthersAreNot) {
  const std::vector<Node> one = {node("dropout")};
  const auto first = dropped(one, {.training = true, .seed = 4});
  EXPECT_EQ(dropped(one, {.training = true, .seed = 4}), first);
  EXPECT_NE(dropped(one, {.training = true, .seed = 5}), first);
  std::set<std::vector<double>> masks;
  for (int i = 0; i < count; ++i) masks.emplace(first.begin() + i * width, first.begin() + (i + 1) * width);
  EXPECT_EQ(masks.size(), static_cast<size_t>(count)) << "samples share a mask";
}

TEST(Dropout, TwoLayersDrawApart) {
  // With the same mask twice, half would be left; with two, a quarter.
  const auto values = dropped({node("dropout"), node("dropout")}, {.training = true, .seed = 4});
  EXPECT_NEAR(share_of_zeros(values), 0.75, 0.0049);
}

}  // namespace
}  // namespace saddle
