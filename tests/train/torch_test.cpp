// Answers and gradients against PyTorch's (tests/data/make_torch_reference.py).
#include <cmath>
#include <filesystem>
#include <map>

#include <gtest/gtest.h>

#include "io/npz.h"
#include "model/loss_type.h"
#include "model/type_named.h"
#include "nets.h"
#include "nn/network.h"
#include "train/loss.h"

namespace saddle {
namespace {

double relative_difference(const std::vector<float>& wanted, const double* got) {
  double difference = 0, size = 0;
  for (size_t i = 0; i < wanted.size(); ++i) {
    const double value = static_cast<double>(wanted[i]);
    difference += std::pow(got[i] - value, 2);
    size += value * value;
  }
  return std::sqrt(difference / size);
}

const std::map<std::string, NpyArray>& reference() {
  static const auto arrays = read_npz(std::filesystem::path(SADDLE_TEST_DATA) / "torch_reference.npz");
  return arrays;
}

// (N, C, H, W) there, (N, H, W, C) here.
void copy_images(const NpyArray& images, double* out) {
  const int64_t count = images.shape[0], channels = images.shape[1], height = images.shape[2], width = images.shape[3];
  for (int64_t n = 0; n < count; ++n) {
    for (int64_t y = 0; y < height; ++y) {
      for (int64_t x = 0; x < width; ++x) {
        for (int64_t c = 0; c < channels; ++c)
          *out++ =
              static_cast<double>(images.values[static_cast<size_t>(((n * channels + c) * height + y) * width + x)]);
      }
    }
  }
}

void expect_agreement(const std::string& name, const std::vector<Node>& nodes) {
  const auto array = [&](const std::string& part) -> const NpyArray& { return reference().at(name + "/" + part); };
  const NpyArray& images = array("images");
  const int count = static_cast<int>(images.shape[0]);
  Network<double> network(nodes, {images.shape[1], images.shape[2], images.shape[3]}, count, 1);
  for (size_t i = 0; i < network.params().size(); ++i) {
    const NpyArray& weights = array(network.param_names()[i]);
    Param<double>& param = *network.params()[i];
    ASSERT_EQ(static_cast<int64_t>(weights.values.size()), param.value.size()) << network.param_names()[i];
    std::copy(weights.values.begin(), weights.values.end(), param.value.data());
  }
  network.refresh();
  copy_images(images, network.input(count).data);
  std::vector<int> labels;
  for (const float label : array("labels").values) labels.push_back(static_cast<int>(label));

  Workers workers(1);
  network.forward({.training = true}, count, workers);
  EXPECT_LT(relative_difference(array("logits").values, network.output(count).data), 1e-6);
  const auto loss = type_named(losses::all(), "softmax_cross_entropy").factory.make<double>({});
  EXPECT_NEAR(loss->evaluate(network.output(count), {.labels = labels}, network.doutput(count)),
              static_cast<double>(array("loss").values[0]), 1e-6);
  network.backward({.training = true}, count, workers);
  for (size_t i = 0; i < network.params().size(); ++i) {
    const std::string& param = network.param_names()[i];
    EXPECT_LT(relative_difference(array("gradient/" + param).values, network.params()[i]->grad.data()), 1e-5) << param;
  }
}

TEST(Network, AgreesWithPyTorch) { expect_agreement("mixed", mixed_network(4)); }

TEST(Network, AgreesWithPyTorchOnAverages) {
  expect_agreement(
      "averages", {node("conv2d", {{"filters", 6}, {"padding", 1}}), node("leaky_relu", {{"slope", 0.2}}),
                   node("avg_pool2d", {{"kernel", 3}, {"padding", 1}}), node("conv2d", {{"filters", 5}, {"kernel", 1}}),
                   node("identity"), node("max_pool2d", {{"kernel", 3}, {"stride", 1}, {"padding", 1}}),
                   node("global_avg_pool"), node("dense", {{"units", 4}})});
}

}  // namespace
}  // namespace saddle
