#pragma once

#include <string>

#include "saddle/reading.h"

namespace saddle {

// What a reading of "signals" means: which layer is worst, and how.
struct SignalDiagnosis {
  enum class Kind { sound, not_finite, dead, saturated, vanishing, exploding, fading };
  Kind kind = Kind::sound;
  std::string node = {};   // where it is worst
  std::string other = {};  // the layer it is compared with
  double share = 0;        // of units, outputs, or of the other layer's length
};
SignalDiagnosis diagnose(const SignalsReading& reading);

}  // namespace saddle
