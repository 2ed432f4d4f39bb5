#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace saddle {

// Softmax in float32, as NumPy computes it (the book, 3.5.2): y_k = exp(a_k / T) / sum exp(a / T). `shifted`: by the
// largest logit, which changes nothing but what overflows.
enum class SoftmaxForm { naive, shifted };
struct SoftmaxSteps {
  std::vector<float> exponentials;  // infinite where they overflow
  float sum = 0;
  std::vector<float> y;  // NaN where the division is of infinity by infinity
};
SoftmaxSteps softmax_in_steps(std::span<const float> logits, float temperature, SoftmaxForm form);
// -sum t log(y + 1e-7) for the one-hot target (4.2.2); NaN if any y is.
double cross_entropy_of(std::span<const float> y, int target);

// The loss of one output y = sigmoid(a) that should be t, and its slopes.
enum class OutputLoss { squared, cross_entropy, binary };
struct OutputLossAt {
  double loss = 0;
  double over_y = 0;  // dE/dy
  double over_a = 0;  // dE/da = dE/dy y (1 - y)
};
// squared: (y - t)^2 / 2; cross_entropy: -t log y; binary: -t log y - (1 - t) log(1 - y). y is in (0, 1).
OutputLossAt loss_at(OutputLoss loss, double y, double t);

// Loss and accuracy of a small network on two moons while one of its weights takes other values: what is trained for,
// and what counts.
struct WeightSweep {
  std::string weight;               // "dense_1/weight[0]"
  double trained = 0;               // its value after training
  std::vector<double> values = {};  // ascending
  std::vector<double> losses = {}, accuracies = {};
  int samples = 0;
};
constexpr int swept_weights = 8;
// `which`: of the first layer's weights, 0 … swept_weights - 1. Takes a tenth of a second or so.
WeightSweep sweep_weight(int which);
// Where in the sweep a value lies: the nearest.
size_t nearest_in(const WeightSweep& sweep, double value);

}  // namespace saddle
