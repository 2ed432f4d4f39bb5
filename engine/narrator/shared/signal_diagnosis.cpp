#include "saddle/signal_diagnosis.h"

#include <cmath>

namespace saddle {
namespace {

// Half of the units, or of the outputs.
constexpr double many = 0.5;
// The shortest gradient against the longest; over a thousand layers behave as if they learned at rates that differ so.
constexpr double far_apart = 1e-3;

// The Euclidean length, which a well-drawn layer keeps (He et al., 2015, 2.2).
double length(const Distribution& d) {
  return std::sqrt((d.mean * d.mean + d.deviation * d.deviation) * static_cast<double>(d.count - d.not_finite));
}

}  // namespace

SignalDiagnosis diagnose(const SignalsReading& reading) {
  const auto& signals = reading.layers;
  if (signals.empty()) return {};
  for (const Signal& signal : signals) {
    if (signal.values.not_finite > 0) {
      return {SignalDiagnosis::Kind::not_finite,
              signal.name,
              {},
              static_cast<double>(signal.values.not_finite) / static_cast<double>(signal.values.count)};
    }
  }
  SignalDiagnosis worst;
  const auto consider = [&](SignalDiagnosis::Kind kind, const Signal& signal, double share) {
    if (share >= many && share > worst.share) worst = {kind, signal.name, {}, share};
  };
  for (const Signal& signal : signals) {
    consider(SignalDiagnosis::Kind::dead, signal, signal.values.dead);
    consider(SignalDiagnosis::Kind::saturated, signal, signal.values.saturated);
  }
  if (worst.kind != SignalDiagnosis::Kind::sound) return worst;
  const Signal &first = signals.front(), &last = signals.back();
  if (first.gradient && last.gradient && length(*last.gradient) > 0) {
    const double ratio = length(*first.gradient) / length(*last.gradient);
    if (ratio < far_apart) return {SignalDiagnosis::Kind::vanishing, first.name, last.name, ratio};
    if (ratio > 1 / far_apart) return {SignalDiagnosis::Kind::exploding, first.name, last.name, ratio};
  }
  if (length(first.values) > 0) {
    const double ratio = length(last.values) / length(first.values);
    if (ratio < far_apart * far_apart) return {SignalDiagnosis::Kind::fading, last.name, first.name, ratio};
  }
  return {};
}

}  // namespace saddle
