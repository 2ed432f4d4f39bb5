#include "train/rounded_inference.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/rounding.h"

namespace saddle {

Precision precision_named(std::string_view name) {
  if (name == "float") return Precision::float32;
  if (name == "half") return Precision::half;
  if (name == "bfloat16") return Precision::bfloat16;
  if (name == "int8") return Precision::int8;
  throw Error("precision", "there is no \"{}\"; known: float, half, bfloat16, int8", name);
}

RoundedInference::RoundedInference(Network<float>& network, Precision precision)
    : network_(network), precision_(precision), before_(capture(network, nullptr, 0)) {
  for (const std::string& name : network.names()) layers_.push_back({.name = name});
  for (const StepIndex step : network.steps()) {
    for (Param<float>& param : network.layer(step).params())
      round(param.value.view(), param.spec.role == Role::weight ? Kind::weights : Kind::others,
            layers_[static_cast<size_t>(step)]);
  }
  network.refresh();
  network.observe([this](StepIndex step, View<float> out) {
    RoundedLayer here;
    round(out, Kind::outputs, here);
    const MutexLock lock(mutex_);
    RoundedLayer& layer = layers_[static_cast<size_t>(step)];
    layer.values += here.values;
    layer.overflows += here.overflows;
    layer.underflows += here.underflows;
    layer.largest_magnitude = std::max(layer.largest_magnitude, here.largest_magnitude);
  });
}

RoundedInference::~RoundedInference() {
  network_.observe({});
  restore(before_, network_, nullptr);
  network_.refresh();
}

std::vector<RoundedLayer> RoundedInference::layers() const {
  const MutexLock lock(mutex_);
  return layers_;
}

void RoundedInference::round(View<float> values, Kind kind, RoundedLayer& layer) const {
  if (precision_ == Precision::int8) {
    if (kind == Kind::others) return;
    if (kind == Kind::outputs && values.samples() > 1) {  // each sample by itself, whatever it is run together with
      for (int64_t sample = 0; sample < values.samples(); ++sample) round(values.slice(sample, 1), kind, layer);
      return;
    }
  }
  float step = 0;
  if (precision_ == Precision::int8) {
    for (const float value : values.array()) step = std::max(step, std::abs(value));
    step /= static_cast<float>(int8_steps);
  }
  for (float& value : values.array()) {
    const float before = value;
    value = precision_ == Precision::int8 ? quantized(before, step) * step : rounded(before, precision_);
    layer.overflows += std::isinf(value) && std::isfinite(before);
    layer.underflows += value == 0 && before != 0;
    if (std::isfinite(before))
      layer.largest_magnitude = std::max(layer.largest_magnitude, static_cast<double>(std::abs(before)));
  }
  layer.values += values.size();
}

void measure_rounding_errors(Network<float>& network, Precision precision, int count,
                             const std::function<void()>& infer, std::vector<RoundedLayer>& layers) {
  std::vector<std::vector<float>> exact;
  network.observe([](StepIndex, View<float>) {});  // so that each layer runs by itself
  infer();
  for (const StepIndex step : network.steps()) {
    const auto out = network.activation(step, count).array();
    exact.emplace_back(out.begin(), out.end());
  }
  network.observe({});
  const RoundedInference narrow(network, precision);
  infer();
  for (const StepIndex step : network.steps()) {
    if (!network.is_needed(step)) continue;
    const std::vector<float>& before = exact[static_cast<size_t>(step)];
    const auto out = network.activation(step, count).array();
    double error = 0, largest = 0;
    for (size_t i = 0; i < before.size(); ++i) {
      const double difference =
          std::abs(static_cast<double>(out[static_cast<int64_t>(i)]) - static_cast<double>(before[i]));
      error = std::isfinite(difference) ? std::max(error, difference) : std::numeric_limits<double>::quiet_NaN();
      if (!std::isfinite(difference)) break;
      largest = std::max(largest, static_cast<double>(std::abs(before[i])));
    }
    layers[static_cast<size_t>(step)].largest_error = largest > 0 ? error / largest : error;
  }
}

}  // namespace saddle
