#include "saddle/attribution.h"

#include <cmath>
#include <numeric>

#include <gtest/gtest.h>

#include "nets.h"
#include "saddle/trainer.h"

namespace saddle {
namespace {

// Smooth, so that central differences of float outputs tell something.
Trainer smooth_net(const Choice& data = {"procedural_digits",
                                         {{"train", 60}, {"test", 30}, {"normalize", "standardize"}}}) {
  Experiment experiment =
      experiment_of({node("conv2d", {{"filters", 4}}), node("batch_norm"), node("tanh"), node("avg_pool2d"),
                     node("dropout", {{"ratio", 0.3}}), node("dense", {{"units", 10}})},
                    {{"batch_size", 20}});
  experiment.data = data;
  Trainer trainer(experiment, load_dataset(experiment.data));
  for (int i = 0; i < 12; ++i) trainer.step();
  return trainer;
}

std::vector<float> digit(const Trainer& trainer, int64_t index) {
  std::vector<float> sample(784);
  trainer.dataset().copy_sample(trainer.dataset().test, index, sample.data());
  return sample;
}

double softmax_of(const std::vector<float>& scores, int k) {
  double sum = 0;
  for (const float score : scores) sum += std::exp(static_cast<double>(score));
  return std::exp(static_cast<double>(scores[static_cast<size_t>(k)])) / sum;
}

TEST(Attribution, TheGradientAgreesWithCentralDifferences) {
  const Trainer trainer = smooth_net();
  const Model model = trainer.model();
  std::vector<float> sample = digit(trainer, 3);
  for (const Asked::Of of : {Asked::Of::output, Asked::Of::probability}) {
    const Asked asked{4, of};
    const std::vector<float> gradient = input_gradient(model, sample, asked);
    ASSERT_EQ(gradient.size(), sample.size());
    const auto value = [&] {
      const std::vector<float> scores = model.outputs(sample);
      return of == Asked::Of::output ? static_cast<double>(scores[4]) : softmax_of(scores, 4);
    };
    EXPECT_NEAR(value(), static_cast<double>(asked_of(model, sample, asked)[0]), 1e-6);
    double largest = 0, off = 0;
    constexpr float h = 0.02f;
    for (size_t i = 0; i < sample.size(); i += 5) {
      const float kept = sample[i];
      sample[i] = kept + h;
      const double above = value();
      sample[i] = kept - h;
      const double below = value();
      sample[i] = kept;
      const double numerical = (above - below) / (2 * static_cast<double>(h));
      largest = std::max(largest, std::abs(numerical));
      off = std::max(off, std::abs(numerical - static_cast<double>(gradient[i])));
    }
    EXPECT_LT(off, 0.01 * largest) << (of == Asked::Of::output ? "output" : "probability");
  }
}

// Worked out by hand: z = W (x - mean) / deviation + b, so dz_k/dx = W_k / deviation.
TEST(Attribution, OfADenseLayerIsItsWeightsOverTheDeviation) {
  Experiment experiment = experiment_of({node("dense", {{"units", 10}})}, {{"batch_size", 20}});
  experiment.data = {"procedural_digits", {{"train", 60}, {"test", 30}, {"normalize", "standardize"}}};
  Trainer trainer(experiment, load_dataset(experiment.data));
  for (int i = 0; i < 5; ++i) trainer.step();
  const Model model = trainer.model();
  const std::vector<float> sample = digit(trainer, 1);
  const std::vector<float> gradient = input_gradient(model, sample, {7, Asked::Of::output});
  std::vector<float> raised = sample;
  raised[400] += 0.5f;
  const double step = static_cast<double>(model.outputs(raised)[7]) - static_cast<double>(model.outputs(sample)[7]);
  EXPECT_NEAR(static_cast<double>(gradient[400]), step / 0.5, 1e-4 + 1e-3 * std::abs(step));
  const std::vector<float> product =
      attribution(model, sample, {7, Asked::Of::output}, {.method = AttributionMethod::times_input});
  for (size_t i = 0; i < sample.size(); ++i) ASSERT_EQ(product[i], gradient[i] * sample[i]);
}

TEST(Attribution, SeveralSamplesAtOnceAreAsTheyAreAlone) {
  const Trainer trainer = smooth_net();
  const Model model = trainer.model();
  std::vector<float> both = digit(trainer, 0), second = digit(trainer, 1);
  const std::vector<float> first_alone = input_gradient(model, both, {2}),
                           second_alone = input_gradient(model, second, {2});
  both.insert(both.end(), second.begin(), second.end());
  std::vector<float> expected = first_alone;
  expected.insert(expected.end(), second_alone.begin(), second_alone.end());
  EXPECT_EQ(input_gradient(model, both, {2}), expected);
}

TEST(Attribution, OneOutputForTwoClassesHasBothSigns) {
  Experiment experiment = experiment_of({node("dense", {{"units", 4}}), node("tanh"), node("dense", {{"units", 1}})});
  experiment.data = {"moons", {}};
  experiment.loss = {"sigmoid_cross_entropy"};
  Trainer trainer(experiment, load_dataset(experiment.data));
  for (int i = 0; i < 5; ++i) trainer.step();
  const Model model = trainer.model();
  std::vector<float> sample = {0.4f, -0.2f};
  for (int k = 0; k < 2; ++k) {
    const std::vector<float> gradient = input_gradient(model, sample, {k, Asked::Of::probability});
    for (size_t i = 0; i < 2; ++i) {
      constexpr float h = 0.01f;
      const float kept = sample[i];
      sample[i] = kept + h;
      const float above = model.predict(sample)[static_cast<size_t>(k)];
      sample[i] = kept - h;
      const float below = model.predict(sample)[static_cast<size_t>(k)];
      sample[i] = kept;
      EXPECT_NEAR(gradient[i], (above - below) / (2 * h), 2e-4f) << k << i;
    }
  }
}

TEST(Attribution, TheIntegralSumsToWhatThePictureChanges) {
  const Trainer trainer = smooth_net();
  const Model model = trainer.model();
  const std::vector<float> sample = digit(trainer, 5), nothing(784, 0.0f);
  const Asked asked{3, Asked::Of::output};
  const std::vector<float> parts =
      attribution(model, sample, asked, {.method = AttributionMethod::integrated, .copies = 64});
  const double sum = std::accumulate(parts.begin(), parts.end(), 0.0);
  EXPECT_NEAR(sum, static_cast<double>(asked_of(model, sample, asked)[0] - asked_of(model, nothing, asked)[0]), 0.01);
}

TEST(Attribution, TheSmoothedGradientIsTheMeanOverNoisyCopiesAndKeepsToItsSeed) {
  const Trainer trainer = smooth_net();
  const Model model = trainer.model();
  const std::vector<float> sample = digit(trainer, 5);
  const auto smoothed = [&](int copies, double noise, uint64_t seed) {
    return attribution(model, sample, {3},
                       {.method = AttributionMethod::smoothed, .copies = copies, .noise = noise, .seed = seed});
  };
  EXPECT_EQ(smoothed(8, 0.2, 1), smoothed(8, 0.2, 1));
  EXPECT_NE(smoothed(8, 0.2, 1), smoothed(8, 0.2, 2));
  EXPECT_NE(smoothed(8, 0.2, 1), smoothed(16, 0.2, 1));
  const std::vector<float> plain = input_gradient(model, sample, {3}), still = smoothed(4, 0, 1);
  for (size_t i = 0; i < plain.size(); ++i) ASSERT_NEAR(still[i], plain[i], 1e-5f) << "without noise";
}

TEST(Attribution, OcclusionIsWhatAnEmptySquareTakesAway) {
  const Trainer trainer = smooth_net();
  const Model model = trainer.model();
  const std::vector<float> sample = digit(trainer, 2);
  const Asked asked{6, Asked::Of::probability};
  const std::vector<float> map =
      attribution(model, sample, asked, {.method = AttributionMethod::occlusion, .patch = 3});
  ASSERT_EQ(map.size(), 784u);
  for (const auto& [y, x] : {std::pair{0, 0}, {14, 14}, {27, 3}}) {
    std::vector<float> hidden = sample;
    for (int row = std::max(y - 1, 0); row <= std::min(y + 1, 27); ++row) {
      for (int column = std::max(x - 1, 0); column <= std::min(x + 1, 27); ++column)
        hidden[static_cast<size_t>(row * 28 + column)] = 0;
    }
    EXPECT_EQ(map[static_cast<size_t>(y * 28 + x)], model.predict(sample)[6] - model.predict(hidden)[6]) << y << x;
  }
  EXPECT_NE(map, attribution(model, sample, asked, {.method = AttributionMethod::occlusion, .patch = 7}));
}

TEST(Attribution, RefusesWhatThereIsNot) {
  const Trainer trainer = smooth_net();
  const Model model = trainer.model();
  const std::vector<float> sample = digit(trainer, 2);
  EXPECT_THROW(input_gradient(model, sample, {10}), Error);
  EXPECT_THROW(input_gradient(model, sample, {-1}), Error);
  EXPECT_THROW(attribution(model, std::vector<float>(5), {1}), Error);
}

}  // namespace
}  // namespace saddle
