// Chapters 4 and 5: the two-layer net, and why it is trained by backpropagation.
#include <chrono>
#include <map>

#include "figures.h"

namespace saddle::book {
namespace {

struct Point {
  int64_t steps = 0;
  double train = 0, test = 0;
};

// The book logs after the first update and then every 600: after 1, 601, 1201 … 9601 updates.
void two_layer_net(const std::string& name, const std::vector<Point>& points) {
  heading(name + ": accuracy on the training and the test set");
  std::map<int64_t, Figure> train, test;
  for (const Point& point : points) {
    train.emplace(point.steps, Figure(fmt::format("training set, after {} steps", point.steps), point.train, 1e-4));
    test.emplace(point.steps, Figure(fmt::format("test set, after {} steps", point.steps), point.test, 1e-4));
  }
  each_seed(preset(name), points.back().steps, [&](Trainer& trainer, double) {
    if (!train.contains(trainer.steps())) return;
    train.at(trainer.steps()).add(accuracy(trainer, Dataset::Part::train));
    test.at(trainer.steps()).add(accuracy(trainer, Dataset::Part::test));
  });
  for (const auto& [steps, figure] : train) figure.check();
  for (const auto& [steps, figure] : test) figure.check();
}

using Chapter4 = Book;
TEST_F(Chapter4, TwoLayerNetWithSigmoid) {
  two_layer_net("two-layer-net-sigmoid",
                {{1, .0986, .0958}, {601, .7893, .7947}, {1201, .8764, .8811}, {9601, .9471, .9465}});
}

using Chapter5 = Book;
TEST_F(Chapter5, TwoLayerNetWithReluAndBackpropagation) {
  two_layer_net("two-layer-net", {{1, .1075, .1064}, {601, .9053, .9047}, {1201, .9236, .9245}, {9601, .9779, .9690}});
}

TEST_F(Chapter5, BackpropagationAgreesWithNumericalDifferences) {
  heading("gradient-check: mean absolute difference, at most the book's");
  const Experiment experiment = preset("gradient-check");
  const auto dataset = load_dataset(experiment.data);
  const GradientCheck check = check_gradients(experiment, dataset, {.h = 1e-4, .batch = 3, .per_parameter = 500});
  const std::map<std::string, double> book = {
      {"dense_1/weight", 1.8e-6}, {"dense_1/bias", 2.4e-5}, {"dense_2/weight", 6.2e-9}, {"dense_2/bias", 1.4e-7}};
  for (const GradientCheck::Row& row : check.rows) {
    fmt::print("| {:<58} | {:>8.2g} | {:>8.2g} |\n", row.parameter, book.at(row.parameter),
               row.mean_absolute_difference);
    EXPECT_LE(row.mean_absolute_difference, book.at(row.parameter)) << row.parameter;
  }
  EXPECT_TRUE(check.passed);
}

TEST_F(Chapter4, TheNumericalGradientCostsTwoForwardPassesAParameter) {
  const Experiment experiment = preset("two-layer-net-sigmoid");
  Trainer trainer(experiment, load_dataset(experiment.data));
  const int64_t passes = 2 * trainer.plan().parameters();
  EXPECT_EQ(passes, 79'520);
  // What a step takes, and what its numerical gradient would take, from the time of one forward pass.
  const auto seconds = [](const auto& work) {
    const auto began = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  };
  constexpr int repeats = 200;
  const double step = seconds([&] {
    for (int i = 0; i < repeats; ++i) trainer.step();
  });
  const double forward = seconds([&] {
    for (int i = 0; i < repeats; ++i) trainer.evaluate(Dataset::Part::train, 100);
  });
  fmt::print("\nnumerical gradient: {} forward passes, {:.0f} times a step by backpropagation (book: 26,500)\n", passes,
             static_cast<double>(passes) * forward / step);
}

}  // namespace
}  // namespace saddle::book
