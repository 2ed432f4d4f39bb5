#pragma once

#include <string>

#include "saddle/probe.h"
#include "ui/widgets.h"

namespace saddle::app {

// What a reading of "signals" means, in one sentence that names the layer.
struct SignalVerdict {
  enum class Kind { sound, not_finite, dead, saturated, vanishing, exploding, fading };
  Kind kind = Kind::sound;
  std::string node = {};   // where it is worst
  std::string other = {};  // the layer it is compared with
  double share = 0;        // of units, outputs, or of the other layer's length
};
SignalVerdict verdict_of(const SignalsReading& reading);

std::string sentence(const ui::Ui& ui, const SignalVerdict& verdict);
// Draws it as a notice of that name.
void show(ui::Ui& ui, std::string_view name, const SignalVerdict& verdict);

}  // namespace saddle::app
