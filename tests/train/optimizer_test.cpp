// Each rule against its formula, written out by hand, and against the numbers that PyTorch gives for the same start.
#include "train/optimizer.h"

#include <cmath>
#include <filesystem>
#include <map>

#include <gtest/gtest.h>

#include "io/npz.h"
#include "model/optimizer_type.h"
#include "model/type_named.h"

namespace saddle {
namespace {

// One weight and one bias on f = w^2 / 2 + 2 b^2, whose gradients are w and 4 b.
struct Slope {
  explicit Slope(const std::string& type, const Properties& properties)
      : optimizer(type_named(optimizers::all(), type).factory.make<double>(properties)) {
    for (const Role role : {Role::weight, Role::bias}) {
      params.push_back({ParamSpec{.name = "p", .role = role, .shape = {1}}, Tensor<double>({1}), Tensor<double>({1})});
    }
    params[0].value[0] = 3;
    params[1].value[0] = -1;
  }
  void step(double rate = 1) {
    params[0].grad[0] = params[0].value[0];
    params[1].grad[0] = 4 * params[1].value[0];
    Param<double>* both[] = {&params[0], &params[1]};
    optimizer->step(both, rate);
  }
  double w() const { return params[0].value[0]; }
  double b() const { return params[1].value[0]; }

  std::vector<Param<double>> params;
  std::unique_ptr<Optimizer<double>> optimizer;
};

TEST(Sgd, StepsAgainstTheGradient) {
  Slope slope("sgd", {{"learning_rate", 0.1}});
  for (int t = 1; t <= 5; ++t) {
    slope.step();
    EXPECT_NEAR(slope.w(), 3 * std::pow(0.9, t), 1e-15);
    EXPECT_NEAR(slope.b(), -std::pow(0.6, t), 1e-15);
  }
}

TEST(Sgd, DecaysWeightsAndLeavesBiases) {
  Slope slope("sgd", {{"learning_rate", 0.1}, {"weight_decay", 0.5}});
  slope.step();
  EXPECT_NEAR(slope.w(), 3 - 0.1 * (3 + 0.5 * 3), 1e-15);
  EXPECT_NEAR(slope.b(), -1 + 0.1 * 4, 1e-15);
}

TEST(Sgd, TheScheduleScalesTheRate) {
  Slope slope("sgd", {{"learning_rate", 0.1}});
  slope.step(0.5);
  EXPECT_NEAR(slope.w(), 3 - 0.05 * 3, 1e-15);
}

TEST(Momentum, RollsAsInTheBook) {  // 6.1.4: v = momentum v - rate g, w = w + v
  Slope slope("momentum", {{"learning_rate", 0.1}, {"momentum", 0.9}});
  double w = 3, b = -1, vw = 0, vb = 0;
  for (int t = 1; t <= 20; ++t) {
    vw = 0.9 * vw - 0.1 * w, vb = 0.9 * vb - 0.1 * 4 * b;
    w += vw, b += vb;
    slope.step();
    EXPECT_NEAR(slope.w(), w, 1e-14);
    EXPECT_NEAR(slope.b(), b, 1e-14);
  }
}

TEST(Momentum, IsSgdWithoutMomentum) {
  Slope rolling("momentum", {{"learning_rate", 0.1}, {"momentum", 0.0}}), plain("sgd", {{"learning_rate", 0.1}});
  for (int t = 0; t < 5; ++t) rolling.step(), plain.step();
  EXPECT_DOUBLE_EQ(rolling.w(), plain.w());
}

TEST(Adam, FollowsTheBook) {  // 6.1.6: Kingma and Ba, 2015, in the order of computation of their section 2
  const double rate = 0.02, beta1 = 0.8, beta2 = 0.95, epsilon = 1e-3;
  Slope slope("adam", {{"learning_rate", rate}, {"beta1", beta1}, {"beta2", beta2}, {"epsilon", epsilon}});
  double w[] = {3, -1}, m[] = {0, 0}, v[] = {0, 0};
  for (int t = 1; t <= 20; ++t) {
    const double g[] = {w[0], 4 * w[1]};
    for (int i = 0; i < 2; ++i) {
      m[i] = beta1 * m[i] + (1 - beta1) * g[i];
      v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
      const double rate_t = rate * std::sqrt(1 - std::pow(beta2, t)) / (1 - std::pow(beta1, t));
      w[i] -= rate_t * m[i] / (std::sqrt(v[i]) + epsilon);
    }
    slope.step();
    EXPECT_NEAR(slope.w(), w[0], 1e-13) << t;
    EXPECT_NEAR(slope.b(), w[1], 1e-13) << t;
  }
}

TEST(Adam, TheFirstStepIsTheRateWhateverTheGradient) {
  Slope slope("adam", {{"learning_rate", 0.01}});
  slope.step();
  EXPECT_NEAR(slope.w(), 3 - 0.01, 1e-7);
  EXPECT_NEAR(slope.b(), -1 + 0.01, 1e-7);
}

TEST(Nesterov, LooksAheadAsInTheBook) {
  Slope slope("nesterov", {{"learning_rate", 0.1}, {"momentum", 0.9}});
  double w = 3, v = 0;
  for (int t = 1; t <= 20; ++t) {
    const double g = w;
    w += 0.81 * v - 1.9 * 0.1 * g;
    v = 0.9 * v - 0.1 * g;
    slope.step();
    EXPECT_NEAR(slope.w(), w, 1e-14);
  }
}

TEST(Adagrad, TheFirstStepIsTheRateAndTheStepsShrink) {
  Slope slope("adagrad", {{"learning_rate", 0.01}});
  slope.step();
  EXPECT_NEAR(slope.w(), 3 - 0.01, 1e-8);
  const double first = slope.w();
  slope.step();
  EXPECT_NEAR(first - slope.w(), 0.01 * first / std::sqrt(9 + first * first), 1e-8);
}

// The penalty whose gradient the decay is: lambda / 2 * w^2, of weights alone.
TEST(Sgd, ThePenaltyIsHalfOfLambdaTimesTheSquaresOfTheWeights) {
  Slope decaying("sgd", {{"weight_decay", 0.5}}), decoupled("adamw", {{"weight_decay", 0.5}});
  Param<double>* both[] = {&decaying.params[0], &decaying.params[1]};
  EXPECT_DOUBLE_EQ(decaying.optimizer->penalty(both), 0.5 * 0.5 * 3 * 3);
  EXPECT_EQ(decoupled.optimizer->penalty(both), 0) << "decoupled decay is no part of the loss";
}

// A quarter of the rate: a quarter of the decay, and a first step of a quarter of eta.
TEST(AdamW, DecaysByTheRateOfTheSchedule) {
  Slope slope("adamw", {{"learning_rate", 0.1}, {"weight_decay", 0.5}});
  slope.step(0.25);
  EXPECT_NEAR(slope.w(), 3 * (1 - 0.25 * 0.1 * 0.5) - 0.25 * 0.1, 1e-6);
  EXPECT_NEAR(slope.b(), -1 + 0.25 * 0.1, 1e-6);
}

TEST(Optimizer, EveryRuleFollowsPyTorch) {
  const auto paths = read_npz(std::filesystem::path(SADDLE_TEST_DATA) / "torch_reference.npz");
  const std::map<std::string, Properties> settings = {{"sgd", {}},
                                                      {"momentum", {{"momentum", 0.8}}},
                                                      {"nesterov", {{"momentum", 0.8}}},
                                                      {"adagrad", {}},
                                                      {"rmsprop", {{"decay", 0.95}}},
                                                      {"adam", {{"beta1", 0.8}, {"beta2", 0.95}, {"epsilon", 1e-12}}},
                                                      {"adamw", {{"beta1", 0.8}, {"beta2", 0.95}, {"epsilon", 1e-12}}}};
  for (const auto& type : optimizers::all()) {
    const std::string name(type.entry.name);
    ASSERT_TRUE(settings.contains(name)) << name << " has no reference; see tests/data/make_torch_reference.py";
    Properties properties = settings.at(name);
    properties["learning_rate"] = 0.1;
    properties["weight_decay"] = 0.1;
    Slope slope(name, properties);
    const std::vector<float>& path = paths.at("path/" + name).values;
    for (size_t t = 0; t < 10; ++t) {
      slope.step();
      EXPECT_NEAR(slope.w(), static_cast<double>(path[2 * t]), 1e-6) << name << ", step " << t + 1;
      EXPECT_NEAR(slope.b(), static_cast<double>(path[2 * t + 1]), 1e-6) << name << ", step " << t + 1;
    }
  }
}

TEST(Optimizer, EveryRuleFindsTheBottom) {
  for (const auto& type : optimizers::all()) {
    Slope slope(std::string(type.entry.name), {{"learning_rate", 0.1}});
    for (int t = 0; t < 4000; ++t) slope.step();
    EXPECT_NEAR(slope.w(), 0, 0.1) << type.entry.name;  // RMSProp trembles by its rate
    EXPECT_NEAR(slope.b(), 0, 0.1) << type.entry.name;
  }
}

}  // namespace
}  // namespace saddle
