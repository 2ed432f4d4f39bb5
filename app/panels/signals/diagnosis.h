#pragma once

#include <string>

#include "saddle/probe.h"
#include "ui/widgets.h"

namespace saddle::app {

// What a reading of "signals" means, in one sentence that names the layer.
struct SignalDiagnosis {
  enum class Kind { sound, not_finite, dead, saturated, vanishing, exploding, fading };
  Kind kind = Kind::sound;
  std::string node = {};   // where it is worst
  std::string other = {};  // the layer it is compared with
  double share = 0;        // of units, outputs, or of the other layer's length
};
SignalDiagnosis diagnose(const SignalsReading& reading);

std::string sentence(const ui::Ui& ui, const SignalDiagnosis& diagnosis);
// Draws it as a notice of that name.
void show(ui::Ui& ui, std::string_view name, const SignalDiagnosis& diagnosis);

}  // namespace saddle::app
