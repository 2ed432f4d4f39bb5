// The blocks that the museum's networks are made of, against finite differences: every element of every parameter.
#include <gtest/gtest.h>

#include "nets.h"
#include "nn/network.h"
#include "saddle/trainer.h"

namespace saddle {
namespace {

Node conv(int filters, int kernel, int stride = 1) {
  return node("conv2d",
              {{"filters", filters}, {"kernel", kernel}, {"stride", stride}, {"padding", kernel / 2}, {"bias", false}});
}
Node biased_conv(int filters, int kernel) {
  return node("conv2d", {{"filters", filters}, {"kernel", kernel}, {"padding", kernel / 2}});
}
const Node norm = node("batch_norm"), relu = node("relu"), pool = node("global_avg_pool");
const Node scores = node("dense", {{"units", 3}});

// Pictures of noise in three classes; `per_pixel`: a class for each pixel.
std::shared_ptr<const Dataset> pictures(int height, int width, bool per_pixel = false) {
  return load_dataset({"noise",
                       {{"channels", 2},
                        {"height", height},
                        {"width", width},
                        {"classes", 3},
                        {"per_pixel", per_pixel},
                        {"train", 5},
                        {"test", 1}}});
}

void expect_right(const std::vector<Node>& nodes, const std::shared_ptr<const Dataset>& dataset, size_t tensors) {
  const GradientCheck check =
      check_gradients(experiment_of(nodes), dataset, {.h = 1e-5, .batch = 5, .per_parameter = 0});
  EXPECT_EQ(check.rows.size(), tensors);
  EXPECT_TRUE(check.passed);
  for (const auto& row : check.rows) {
    EXPECT_LT(row.max_relative_error, 1e-6) << row.parameter;
    EXPECT_GT(row.checked, 0) << row.parameter;
    EXPECT_LE(row.skipped, row.size / 10) << row.parameter;
  }
}

TEST(Block, AResidualBlockWithAFreeShortcutIsRight) {  // He, Zhang, Ren and Sun, 2016, figure 2
  expect_right(
      {named("stem", conv(4, 3)), norm, named("x", relu), named("first", conv(4, 3)), norm, relu,
       named("second", conv(4, 3)), named("deep", norm), named("sum", node("add"), {"deep", "x"}), relu, pool, scores},
      pictures(6, 5), 3 + 3 * 2 + 2);
}

TEST(Block, AResidualBlockWithAProjectionIsRight) {
  expect_right({named("stem", conv(3, 3)), norm, named("x", relu), named("first", conv(5, 3, 2)), norm, relu,
                named("second", conv(5, 3)), named("deep", norm), named("across", conv(5, 1, 2), {"x"}),
                named("shortcut", norm), named("sum", node("add"), {"deep", "shortcut"}), relu, pool, scores},
               pictures(7, 6), 4 + 4 * 2 + 2);
}

TEST(Block, APreactivationBlockIsRight) {  // He, Zhang, Ren and Sun, 2016 (identity mappings), figure 1
  expect_right(
      {named("x", conv(3, 3)), norm, relu, named("first", conv(5, 3, 2)), norm, relu, named("deep", conv(5, 3)),
       named("shortcut", conv(5, 1, 2), {"x"}), named("sum", node("add"), {"deep", "shortcut"}), named("n3", norm),
       relu, named("third", conv(5, 3)), named("free", node("add"), {"third", "sum"}), norm, relu, pool, scores},
      pictures(7, 6), 5 + 4 * 2 + 2);
}

TEST(Block, ABottleneckIsRight) {  // He, Zhang, Ren and Sun, 2016, figure 5
  expect_right({named("stem", conv(4, 3)), norm, named("x", relu), conv(2, 1), norm, relu, conv(2, 3), norm, relu,
                conv(8, 1), named("deep", norm), named("across", conv(8, 1), {"x"}), named("shortcut", norm),
                named("sum", node("add"), {"deep", "shortcut"}), relu, pool, scores},
               pictures(5, 6), 5 + 5 * 2 + 2);
}

TEST(Block, AnInceptionBlockWithAnAuxiliaryClassifierIsRight) {  // Szegedy et al., 2015, figures 2b and 3
  Node wide_pool = node("max_pool2d", {{"kernel", 3}, {"stride", 1}, {"padding", 1}});
  expect_right({biased_conv(4, 3),
                named("x", relu),
                named("a", biased_conv(3, 1), {"x"}),
                named("one", relu),
                named("b", biased_conv(2, 1), {"x"}),
                relu,
                biased_conv(4, 3),
                named("three", relu),
                named("c", biased_conv(2, 1), {"x"}),
                relu,
                biased_conv(3, 5),
                named("five", relu),
                named("pool", wide_pool, {"x"}),
                biased_conv(2, 1),
                named("pooled", relu),
                named("joined", node("concat"), {"one", "three", "five", "pooled"}),
                node("avg_pool2d", {{"kernel", 5}, {"stride", 3}}),
                biased_conv(3, 1),
                relu,
                node("dense", {{"units", 4}}),
                relu,
                node("dropout", {{"ratio", 0.4}}),
                scores,
                node("auxiliary_output"),
                named("end", pool, {"joined"}),
                scores},
               pictures(8, 9), 7 * 2 + 2 + 2 * 2 + 2);
}

TEST(Block, ADenseBlockWithItsTransitionIsRight) {  // Huang et al., 2017, 3
  expect_right({named("x0", conv(4, 3)),
                norm,
                relu,
                conv(6, 1),
                norm,
                relu,
                named("new1", conv(2, 3)),
                named("x1", node("concat"), {"x0", "new1"}),
                norm,
                relu,
                conv(6, 1),
                norm,
                relu,
                named("new2", conv(2, 3)),
                named("x2", node("concat"), {"x1", "new2"}),
                norm,
                relu,
                conv(4, 1),
                node("avg_pool2d"),
                norm,
                relu,
                pool,
                scores},
               pictures(6, 6), 6 + 6 * 2 + 2);
}

TEST(Block, AFullyConvolutionalHeadIsRight) {  // Long, Shelhamer and Darrell, 2015, figure 3: FCN-16s
  Node coarse = node("upsample2d", {{"factor", 2}}), whole = coarse;
  expect_right(
      {biased_conv(4, 3), relu, named("fine", node("max_pool2d")), biased_conv(5, 3), relu, node("max_pool2d"),
       biased_conv(6, 3), relu, biased_conv(3, 1), named("coarse", coarse),
       named("fine_scores", biased_conv(3, 1), {"fine"}), named("sum", node("add"), {"coarse", "fine_scores"}), whole},
      pictures(8, 8, true), 5 * 2);
}

TEST(Block, TheBeginningAndTheEndOfAlexNetAreRight) {  // Krizhevsky, Sutskever and Hinton, 2012, 3
  const Node overlapping = node("max_pool2d", {{"kernel", 3}, {"stride", 2}});
  const Node response = node("local_response_norm", {{"alpha", 0.05}});
  expect_right({named("a1", biased_conv(6, 5), {"input"}), relu, response, named("a", overlapping),
                named("b1", biased_conv(4, 5), {"input"}), relu, response, named("b", overlapping),
                named("both", node("concat"), {"a", "b"}), biased_conv(5, 3), relu, response, overlapping,
                node("dense", {{"units", 8}}), relu, node("dropout"), scores},
               pictures(11, 12), 3 * 2 + 2 * 2);
}

TEST(Block, ANetOfVectorsWithBatchNormAndDropoutIsRight) {  // Ioffe and Szegedy, 2015; the book, 6.3
  expect_right({node("dense", {{"units", 7}, {"bias", false}}), norm, relu, node("dropout", {{"ratio", 0.3}}),
                node("dense", {{"units", 6}, {"bias", false}}), norm, relu,
                node("dropout", {{"ratio", 0.2}, {"inverted", false}}), scores},
               noise(Shape{9}, 3, 5), 2 + 2 * 2 + 2);
}

// What the museum shows is built and looked at before anybody trains it.
TEST(Block, ANetworkThatIsNotTrainedHasNoGradients) {
  Network<float> network({biased_conv(4, 3), norm, relu, pool, scores}, {2, 6, 5}, 5, 1);
  Workers workers(1);
  network.input(5).array().setOnes();
  network.forward({}, 5, workers);
  for (const Param<float>* param : network.params()) EXPECT_EQ(param->grad.size(), 0) << param->spec.name;
  network.forward({.training = true}, 5, workers);
  EXPECT_GT(network.params()[0]->grad.size(), 0);
}

// So many units stand behind each weight that some of them switch within h / 100 to both sides.
TEST(Block, AWeightBeforeTensOfThousandsOfUnitsIsStillChecked) {
  const std::vector<Node> nodes = {conv(6, 3), norm, relu, conv(6, 3), norm,  relu,
                                   conv(6, 3), norm, relu, pool,       scores};
  std::vector<std::string> told;
  const GradientCheck check = check_gradients(
      experiment_of(nodes), pictures(64, 48),
      {.h = 1e-3, .batch = 5, .per_parameter = 1, .checked = [&](const auto& row) { told.push_back(row.parameter); }});
  EXPECT_TRUE(check.passed);
  ASSERT_EQ(told.size(), check.rows.size());  // each as it was done
  for (size_t i = 0; i < told.size(); ++i) {
    EXPECT_EQ(told[i], check.rows[i].parameter);
    EXPECT_EQ(check.rows[i].checked, 1) << told[i];
  }
}

}  // namespace
}  // namespace saddle
