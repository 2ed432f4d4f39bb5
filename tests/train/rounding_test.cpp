#include "core/rounding.h"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "../io/files.h"
#include "io/npz.h"
#include "nets.h"
#include "saddle/model.h"
#include "saddle/trainer.h"

namespace saddle {
namespace {

TEST(Rounding, HalfIsNumPysFloat16) {
  if (python().empty()) GTEST_SKIP() << "needs python3 with numpy";
  const Folder folder;
  ASSERT_EQ(run_python(folder, R"(
rng = np.random.default_rng(0)
x = rng.standard_normal(20000).astype(np.float32) * np.exp2(rng.uniform(-30, 18, 20000)).astype(np.float32)
x = np.concatenate([x, np.float32([0, 1, -1, 65504, 65519.99, 65520, 1e9, 2**-14, 2**-24, 2**-25, 2**-25 * 1.0001, 1 + 2**-11, 1 + 3 * 2**-11])])
with np.errstate(over='ignore'):
    np.savez('n.npz', x=x, half=x.astype(np.float16).astype(np.float32))
)"),
            0);
  const auto arrays = read_npz(folder / "n.npz");
  const auto &x = arrays.at("x").values, &half = arrays.at("half").values;
  for (size_t i = 0; i < x.size(); ++i) EXPECT_EQ(rounded(x[i], Precision::half), half[i]) << x[i];
}

// The upper half of a float, as NumPy's integers round it.
TEST(Rounding, Bfloat16IsTheUpperHalfOfAFloat) {
  if (python().empty()) GTEST_SKIP() << "needs python3 with numpy";
  const Folder folder;
  ASSERT_EQ(run_python(folder, R"(
rng = np.random.default_rng(1)
x = rng.standard_normal(20000).astype(np.float32) * np.exp2(rng.uniform(-120, 120, 20000)).astype(np.float32)
bits = x.view(np.uint32).astype(np.uint64)
bits = (bits + 0x7fff + (bits >> 16 & 1)) & 0xffff0000
np.savez('n.npz', x=x, narrow=bits.astype(np.uint32).view(np.float32))
)"),
            0);
  const auto arrays = read_npz(folder / "n.npz");
  const auto &x = arrays.at("x").values, &narrow = arrays.at("narrow").values;
  ASSERT_EQ(x.size(), 20000u);
  for (size_t i = 0; i < x.size(); ++i) EXPECT_EQ(rounded(x[i], Precision::bfloat16), narrow[i]) << x[i];
}

TEST(Rounding, Int8CountsStepsToTheNearestEven) {
  EXPECT_EQ(quantized(0.5f, 1), 0);
  EXPECT_EQ(quantized(1.5f, 1), 2);
  EXPECT_EQ(quantized(-2.5f, 1), -2);
  EXPECT_EQ(quantized(300, 1), 127);
  EXPECT_EQ(quantized(-300, 2), -127);
  EXPECT_EQ(quantized(0, 0), 0) << "of a layer whose numbers are all 0";
}

TEST(Rounding, Bfloat16KeepsEightBits) {
  EXPECT_EQ(rounded(1 + 0x1p-8f, Precision::bfloat16), 1);  // a tie, to even
  EXPECT_EQ(rounded(1 + 0x1.8p-8f, Precision::bfloat16), 1 + 0x1p-7f);
  EXPECT_EQ(rounded(1 + 0x1.8p-7f, Precision::bfloat16), 1 + 0x1p-6f);
  EXPECT_EQ(rounded(-3.14159265f, Precision::bfloat16), -3.140625f);
  EXPECT_EQ(rounded(1e30f, Precision::bfloat16), 0x1.94p+99f);
  EXPECT_TRUE(std::isinf(rounded(std::numeric_limits<float>::max(), Precision::bfloat16)));
  EXPECT_EQ(rounded(1e-39f, Precision::bfloat16), 0);
}

TEST(RoundedInference, CountsWhatOverflowsAndPutsTheWeightsBack) {
  const auto dataset = noise(Shape{2}, 2, 10);
  Experiment experiment = experiment_of({node("dense", {{"units", 2}, {"weights", "70000 0 0 1e-9"}}), node("relu"),
                                         node("dense", {{"units", 2}, {"weights", "1 0 0 1"}})});
  Trainer trainer(experiment, dataset);
  const std::vector<float> sample = {0.5f, 0.25f};
  const auto before = trainer.predict(sample);
  const RoundedEvaluation half = trainer.evaluate_rounded(Precision::half, Dataset::Part::test);
  ASSERT_EQ(half.layers.size(), 3u);
  EXPECT_EQ(half.layers[0].name, "dense_1");
  EXPECT_GE(half.layers[0].overflows, 1);
  EXPECT_EQ(half.layers[0].underflows, 1);
  EXPECT_EQ(half.layers[0].values, 6 + 10 * 2);
  EXPECT_NEAR(half.layers[0].largest_magnitude, 70000, 1);
  EXPECT_EQ(trainer.predict(sample), before);
  const RoundedEvaluation wide = trainer.evaluate_rounded(Precision::bfloat16, Dataset::Part::test);
  for (const RoundedLayer& layer : wide.layers) EXPECT_EQ(layer.overflows + layer.underflows, 0) << layer.name;
  EXPECT_EQ(trainer.evaluate_rounded(Precision::float32, Dataset::Part::test).evaluation.loss,
            trainer.evaluate(Dataset::Part::test).loss);
}

// One dense layer by hand: weights 1, 0.4, -0.6, 0.004 in steps of 1 / 127, its outputs in steps of the largest of each
// sample; the bias stays.
TEST(RoundedInference, Int8HasAScaleForTheWeightsAndOneForEachSample) {
  Dataset data;
  data.name = "two";
  data.sample = {2};
  data.classes = {"a", "b"};
  for (Samples* part : {&data.train, &data.test}) {
    part->count = 2;
    part->values = {1, 0.5f, -2, 1};
    part->labels = {0, 1};
  }
  const auto dataset = std::make_shared<const Dataset>(std::move(data));
  const Experiment experiment =
      experiment_of({node("dense", {{"units", 2}, {"weights", "1 0.4 -0.6 0.004"}, {"biases", "0.0013 0"}})});
  Trainer trainer(experiment, dataset);
  const RoundedEvaluation narrow = trainer.evaluate_rounded(Precision::int8, Dataset::Part::test);
  const double step = 1.0 / 127;
  const double w[2][2] = {{1, std::nearbyint(0.4 / step) * step}, {std::nearbyint(-0.6 / step) * step, step}};
  const double exact[2][2] = {{1, 0.4}, {-0.6, 0.004}};
  const double x[2][2] = {{1, 0.5}, {-2, 1}}, bias[2] = {0.0013, 0};
  double loss = 0, error = 0, largest = 0;
  for (int n = 0; n < 2; ++n) {
    double y[2], most = 0;
    for (int k = 0; k < 2; ++k) {
      y[k] = w[k][0] * x[n][0] + w[k][1] * x[n][1] + bias[k];
      most = std::max(most, std::abs(y[k]));
    }
    for (int k = 0; k < 2; ++k) {
      y[k] = std::nearbyint(y[k] / (most / 127)) * (most / 127);
      const double whole = exact[k][0] * x[n][0] + exact[k][1] * x[n][1] + bias[k];
      error = std::max(error, std::abs(y[k] - whole));
      largest = std::max(largest, std::abs(whole));
    }
    loss += std::log(std::exp(y[0]) + std::exp(y[1])) - y[n];
  }
  EXPECT_NEAR(narrow.evaluation.loss, loss / 2, 1e-6);
  ASSERT_EQ(narrow.layers.size(), 1u);
  EXPECT_NEAR(narrow.layers[0].largest_error, error / largest, 1e-6);
  EXPECT_EQ(narrow.layers[0].values, 4 + 2 * 2) << "the bias is not rounded";
  EXPECT_EQ(trainer.evaluate_rounded(Precision::float32, Dataset::Part::test).layers[0].largest_error, 0);
}

TEST(RoundedInference, ErrorsGrowWithFewerBits) {
  const auto dataset = noise(Shape{2, 6, 6}, 3, 40);
  Trainer trainer(experiment_of(mixed_network(3)), dataset);
  double before = 0;
  for (const Precision precision : {Precision::float32, Precision::half, Precision::bfloat16, Precision::int8}) {
    const RoundedEvaluation narrow = trainer.evaluate_rounded(precision, Dataset::Part::test);
    const double error = narrow.layers.back().largest_error;
    EXPECT_TRUE(precision == Precision::float32 ? error == 0 : error > before) << error;
    EXPECT_LT(error, 0.3);
    before = error;
    // A model measures the same as the trainer that it is of.
    const RoundedEvaluation of_model = trainer.model().evaluate_rounded(precision, *dataset, Dataset::Part::test);
    for (size_t i = 0; i < narrow.layers.size(); ++i)
      EXPECT_NEAR(of_model.layers[i].largest_error, narrow.layers[i].largest_error, 1e-6);
  }
}

}  // namespace
}  // namespace saddle
