// Answers and gradients against PyTorch's (tests/data/make_torch_reference.py).
#include <cmath>
#include <filesystem>

#include <gtest/gtest.h>

#include "io/npz.h"
#include "nets.h"
#include "nn/loss_type.h"
#include "nn/network.h"
#include "nn/type_named.h"

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

TEST(Network, AgreesWithPyTorch) {
  const auto arrays = read_npz(std::filesystem::path(SADDLE_TEST_DATA) / "torch_reference.npz");
  const int count = 6, channels = 2, height = 12, width = 10;
  Network<double> network(mixed_network(4), {channels, height, width}, count, 1);
  for (size_t i = 0; i < network.params().size(); ++i) {
    const NpyArray& weights = arrays.at(network.param_names()[i]);
    Param<double>& param = *network.params()[i];
    ASSERT_EQ(static_cast<int64_t>(weights.values.size()), param.value.size()) << network.param_names()[i];
    std::copy(weights.values.begin(), weights.values.end(), param.value.data());
  }
  network.refresh();
  // (N, C, H, W) there, (N, H, W, C) here.
  const std::vector<float>& images = arrays.at("images").values;
  double* pixel = network.input(count).data;
  for (int n = 0; n < count; ++n) {
    for (int y = 0; y < height; ++y) {
      for (int x = 0; x < width; ++x) {
        for (int c = 0; c < channels; ++c)
          *pixel++ = static_cast<double>(images[static_cast<size_t>(((n * channels + c) * height + y) * width + x)]);
      }
    }
  }
  std::vector<int> labels;
  for (const float label : arrays.at("labels").values) labels.push_back(static_cast<int>(label));

  Workers workers(1);
  network.forward({.training = true}, count, workers);
  EXPECT_LT(relative_difference(arrays.at("logits").values, network.output(count).data), 1e-6);
  const auto loss = type_named(losses::all(), "softmax_cross_entropy").make<double>({});
  EXPECT_NEAR(loss->evaluate(network.output(count), {.labels = labels}, network.doutput(count)),
              static_cast<double>(arrays.at("loss").values[0]), 1e-6);
  network.backward({.training = true}, count, workers);
  for (size_t i = 0; i < network.params().size(); ++i) {
    const std::string& name = network.param_names()[i];
    EXPECT_LT(relative_difference(arrays.at("gradient/" + name).values, network.params()[i]->grad.data()), 1e-5)
        << name;
  }
}

}  // namespace
}  // namespace saddle
