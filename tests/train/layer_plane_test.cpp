#include "saddle/layer_plane.h"

#include <cmath>

#include <gtest/gtest.h>

#include "core/rng.h"
#include "nets.h"
#include "saddle/trainer.h"

namespace saddle {
namespace {

// Long along (3, 4) / 5 in the first two numbers, half as long along the third, hardly at all along the rest.
TEST(LayerPlane, FindsTheDirectionsInWhichNumbersVaryMost) {
  Rng rng(3);
  constexpr int64_t width = 6, samples = 400;
  std::vector<float> values;
  double along[2] = {0, 0}, all = 0;
  for (int64_t i = 0; i < samples; ++i) {
    const double a = 10 * rng.normal(), b = 5 * rng.normal();
    const double x[width] = {7 + 0.6 * a, -2 + 0.8 * a, 1 + b, 0.01 * rng.normal(), 0.01 * rng.normal(), 3};
    for (const double value : x) values.push_back(static_cast<float>(value));
    along[0] += a * a, along[1] += b * b;
  }
  all = along[0] + along[1];
  const LayerPlane plane = plane_of(values, width);
  EXPECT_NEAR(plane.axes[0][0], 0.6, 0.03);
  EXPECT_NEAR(plane.axes[0][1], 0.8, 0.03);
  EXPECT_NEAR(plane.axes[1][2], 1, 0.03);
  EXPECT_NEAR(plane.explained[0], along[0] / all, 0.02);
  EXPECT_NEAR(plane.explained[0] + plane.explained[1], 1, 1e-3);
  double product = 0;
  for (size_t i = 0; i < width; ++i)
    product += static_cast<double>(plane.axes[0][i]) * static_cast<double>(plane.axes[1][i]);
  EXPECT_NEAR(product, 0, 1e-5);
  // The variance of the places is what the axes explain.
  const auto places = places_in(plane, values);
  double squares[2] = {0, 0};
  for (const auto& place : places) {
    for (size_t k = 0; k < 2; ++k) squares[k] += static_cast<double>(place[k]) * static_cast<double>(place[k]);
  }
  EXPECT_NEAR(squares[1] / squares[0], plane.explained[1] / plane.explained[0], 1e-3);
}

TEST(LayerPlane, SeesWhatALayerMakesOfSamples) {
  Experiment experiment = experiment_of({named("hidden", node("dense", {{"units", 7}})), named("bend", node("relu")),
                                         named("end", node("dense", {{"units", 10}}))},
                                        {{"batch_size", 20}});
  experiment.data = {"procedural_digits", {{"train", 60}, {"test", 30}}};
  Trainer trainer(experiment, load_dataset(experiment.data));
  for (int i = 0; i < 5; ++i) trainer.step();
  const Model model = trainer.model();
  EXPECT_EQ(layers_of(model), (std::vector<std::string>{"hidden", "bend", "end"}));
  std::vector<float> samples(784 * 4);
  for (int64_t i = 0; i < 4; ++i) trainer.dataset().copy_sample(trainer.dataset().test, i, samples.data() + i * 784);
  EXPECT_EQ(layer_outputs(model, samples, "end"), model.outputs(samples));
  const std::vector<float> before = layer_outputs(model, samples, "hidden"),
                           after = layer_outputs(model, samples, "bend");
  ASSERT_EQ(before.size(), 28u);
  for (size_t i = 0; i < before.size(); ++i) EXPECT_EQ(after[i], std::max(before[i], 0.0f));
  EXPECT_THROW(layer_outputs(model, samples, "none"), Error);
  EXPECT_THROW(plane_of(std::vector<float>(8), 4), Error);
}

}  // namespace
}  // namespace saddle
