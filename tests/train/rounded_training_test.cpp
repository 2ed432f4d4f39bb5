// Training in narrow formats, against a trainer in float and a step worked out here.
#include "saddle/rounded_training.h"

#include <cmath>

#include <gtest/gtest.h>

#include "core/rounding.h"
#include "nets.h"
#include "saddle/trainer.h"

namespace saddle {
namespace {

Experiment sigmoid_net(int layers) {
  std::vector<Node> network;
  for (int i = 0; i < layers; ++i) {
    network.push_back(node("dense", {{"units", 8}, {"init", "xavier"}}));
    network.push_back(node("sigmoid"));
  }
  network.push_back(node("dense", {{"units", 2}, {"init", "xavier"}}));
  Experiment experiment = experiment_of(network, {{"batch_size", 10}});
  experiment.optimizer = {"adam", {{"learning_rate", 0.02}}};
  return experiment;
}

TEST(RoundedTraining, InFloatIsTheTrainersOwn) {
  const auto dataset = noise({3}, 2, 40);
  Experiment experiment = sigmoid_net(2);
  for (const double scale : {1.0, 1024.0}) {                                  // a power of two costs a float no digit
    if (scale > 1) experiment.optimizer = {"sgd", {{"learning_rate", 0.5}}};  // which sees how long a gradient is
    const RoundedTraining training =
        train_rounded(experiment, dataset, {.precision = Precision::float32, .loss_scale = scale, .steps = 12});
    Trainer trainer(experiment, dataset);
    ASSERT_EQ(training.steps(), 12);
    for (const double loss : training.losses) EXPECT_NEAR(loss, trainer.step(), 1e-6);
  }
}

// One weight: y = w x, the loss (y - t)^2 / 2 in the sense of the catalog, all in half.
TEST(RoundedTraining, RoundsWeightsOutputsAndGradients) {
  Dataset data;
  data.name = "one";
  data.sample = {1};
  data.outputs = 1;
  for (Samples* part : {&data.train, &data.test}) {
    part->count = 1;
    part->values = {0.3f};
    part->targets = {0.7f};
  }
  const auto dataset = std::make_shared<const Dataset>(std::move(data));
  Experiment experiment =
      experiment_of({node("dense", {{"units", 1}, {"bias", false}, {"weights", "0.1"}})}, {{"batch_size", 1}});
  experiment.loss = {"mean_squared_error", {}};
  experiment.optimizer = {"sgd", {{"learning_rate", 1.0}}};
  const auto half = [](double value) {
    return static_cast<double>(rounded(static_cast<float>(value), Precision::half));
  };
  Trainer exact(experiment, dataset);
  exact.step();
  const double factor = [&] {  // of the loss: 1/2 or 1 before the square
    const double y = 0.1 * 0.3, gradient = static_cast<double>(exact.gradient_norm());
    return gradient / std::abs((y - static_cast<double>(0.7f)) * static_cast<double>(0.3f));
  }();
  const double x = half(0.3), w = half(0.1), y = half(w * x);
  const double dy = half(factor * (y - static_cast<double>(0.7f))), dw = half(dy * x);
  const double next = static_cast<double>(0.1f) - dw, y_next = half(half(next) * x);
  const RoundedTraining training = train_rounded(experiment, dataset, {.steps = 2});
  ASSERT_EQ(training.steps(), 2);
  EXPECT_NEAR(training.losses[1] / training.losses[0],
              std::pow((y_next - static_cast<double>(0.7f)) / (y - static_cast<double>(0.7f)), 2), 1e-5);
}

TEST(RoundedTraining, ASmallGradientIsLostInHalfUnlessTheLossIsScaled) {
  const auto dataset = noise({3}, 2, 40);
  const Experiment experiment = sigmoid_net(7);
  const auto zeros = [&](Precision precision, double scale) {
    return train_rounded(experiment, dataset, {.precision = precision, .loss_scale = scale, .steps = 3}).zeros.front();
  };
  const double exact = zeros(Precision::float32, 1), half = zeros(Precision::half, 1),
               scaled = zeros(Precision::half, 4096);
  EXPECT_EQ(exact, 0);
  EXPECT_GT(half, 0.005);
  EXPECT_LT(scaled, half / 4);
  EXPECT_EQ(zeros(Precision::bfloat16, 1), 0) << "its exponent reaches as far as a float's";
}

TEST(RoundedTraining, AScaleThatIsTooLargeOverflowsAndChangesNothing) {
  const auto dataset = noise({3}, 2, 10);
  const RoundedTraining training =
      train_rounded(sigmoid_net(1), dataset, {.loss_scale = std::ldexp(1.0, 30), .steps = 8});
  EXPECT_EQ(training.skipped, 8);
  EXPECT_NEAR(training.losses[0], training.losses[4], 1e-6) << "the same batch of 10, untouched";
}

TEST(RoundedTraining, StepsSmallerThanAUnitOfTheLastPlaceAreLostWithoutWeightsInFloat) {
  const auto dataset = noise({3}, 2, 10);
  Experiment experiment = sigmoid_net(1);
  experiment.optimizer = {"sgd", {{"learning_rate", 1e-5}}};
  for (Node& layer : experiment.network) {  // biases begin at 0, where no step is too small
    if (layer.type == "dense") layer.properties.insert_or_assign("bias", false);
  }
  const auto losses = [&](bool float_weights) {
    return train_rounded(experiment, dataset,
                         {.precision = Precision::bfloat16, .float_weights = float_weights, .steps = 400})
        .losses;
  };
  const auto kept = losses(true), narrow = losses(false);
  EXPECT_NEAR(narrow.back(), narrow.front(), 1e-6) << "hardly a step was large enough";
  EXPECT_LT(kept.back(), kept.front() - 1e-5);
}

TEST(RoundedTraining, RefusesWhatItCannotDo) {
  const auto dataset = noise({3}, 2, 10);
  EXPECT_THROW(train_rounded(sigmoid_net(1), dataset, {.precision = Precision::int8}), Error);
  Experiment aside = sigmoid_net(1);
  aside.network = network_around(node("auxiliary_output"), node("dense", {{"units", 4}}), 2);
  EXPECT_THROW(train_rounded(aside, dataset), Error);
  EXPECT_EQ(train_rounded(sigmoid_net(1), dataset, {}, [](const RoundedTraining& so_far) { return so_far.steps() < 3; })
                .steps(),
            3);
}

}  // namespace
}  // namespace saddle
