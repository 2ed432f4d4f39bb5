#include "train/diagnose.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

#include "core/each_number.h"

namespace saddle {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

double largest(View<const float> values) {
  if (values.size() == 0) return 0;
  return all_finite(values) ? static_cast<double>(values.array().abs().maxCoeff())
                            : std::numeric_limits<double>::infinity();
}

double largest_weight(const Layer<float>& layer) {
  double result = none;
  for (const Param<float>& param : layer.params()) {
    if (param.spec.role != Role::statistic) result = std::fmax(result, largest(param.value.view()));
  }
  return result;
}

double largest_gradient(Network<float>& network, StepIndex step, int count) {
  double result = largest(network.gradient(step, count));
  for (const Param<float>& param : network.layer(step).params()) {
    if (param.grad.size() > 0) result = std::fmax(result, largest(param.grad.view()));
  }
  return result;
}

}  // namespace

bool all_finite(View<const float> values) {
  // All bits of the exponent are set in an infinity and in what is not a number.
  constexpr uint32_t exponent = 0x7f800000;
  return !any_number(values.size(), [x = values.data](int64_t i) {
    uint32_t bits;
    std::memcpy(&bits, x + i, sizeof bits);
    return (bits & exponent) == exponent;
  });
}

bool gradient_is_finite(const Network<float>& network) {
  const auto params = network.params();
  return std::all_of(params.begin(), params.end(),
                     [](const Param<float>* param) { return all_finite(std::as_const(param->grad).view()); });
}

Diagnosis diagnose(Network<float>& network, int count, bool backward) {
  Diagnosis found;
  for (const StepIndex step : network.steps()) {
    const BatchStatistics<float>* const statistics = network.roles(step).statistics;
    const bool overflowed = statistics && !statistics->statistics_are_finite();
    found.layers.push_back(
        {.name = network.names()[step],
         .output = overflowed ? std::numeric_limits<double>::infinity() : largest(network.activation(step, count)),
         .gradient = backward ? largest_gradient(network, step, count) : none,
         .weight = largest_weight(network.layer(step))});
  }
  for (const auto& layer : found.layers) {
    if (found.node.empty() && std::isinf(layer.output)) found.node = layer.name;
  }
  if (!backward || !found.node.empty()) return found;
  for (auto layer = found.layers.rbegin(); layer != found.layers.rend(); ++layer) {
    if (!std::isinf(layer->gradient)) continue;
    found.node = layer->name;
    found.in_gradient = true;
    break;
  }
  return found;
}

double smaller_rate(double rate, double fallback) { return rate > fallback ? fallback : rate / 10; }

}  // namespace saddle
