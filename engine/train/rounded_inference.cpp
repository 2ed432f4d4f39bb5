#include "train/rounded_inference.h"

#include <algorithm>
#include <cmath>

#include "core/rounding.h"

namespace saddle {

Precision precision_named(std::string_view name) {
  if (name == "float") return Precision::float32;
  if (name == "half") return Precision::half;
  if (name == "bfloat16") return Precision::bfloat16;
  throw Error("precision", "there is no \"{}\"; known: float, half, bfloat16", name);
}

RoundedInference::RoundedInference(Network<float>& network, Precision precision)
    : network_(network), precision_(precision), before_(capture(network, nullptr, 0)) {
  for (const std::string& name : network.names()) layers_.push_back({.name = name});
  for (const StepIndex step : network.steps()) {
    for (Param<float>& param : network.layer(step).params())
      round(param.value.view(), layers_[static_cast<size_t>(step)]);
  }
  network.refresh();
  network.observe([this](StepIndex step, View<float> out) {
    RoundedLayer here;
    round(out, here);
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

void RoundedInference::round(View<float> values, RoundedLayer& layer) const {
  for (float& value : values.array()) {
    const float before = value;
    value = rounded(before, precision_);
    layer.overflows += std::isinf(value) && std::isfinite(before);
    layer.underflows += value == 0 && before != 0;
    if (std::isfinite(before))
      layer.largest_magnitude = std::max(layer.largest_magnitude, static_cast<double>(std::abs(before)));
  }
  layer.values += values.size();
}

}  // namespace saddle
