#include "core/rounding.h"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "../io/files.h"
#include "io/npz.h"
#include "nets.h"
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

}  // namespace
}  // namespace saddle
