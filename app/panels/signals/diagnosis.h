#pragma once

#include <string>

#include "saddle/probe.h"
#include "saddle/snapshot.h"
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
// Draws what a reading of "signals" means as a notice of that name; where training has long gone on since, that.
void show(ui::Ui& ui, std::string_view name, const Reading& signals, const RunSnapshot& now);

}  // namespace saddle::app
