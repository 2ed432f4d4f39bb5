#pragma once

#include <string>

#include "saddle/signal_diagnosis.h"
#include "saddle/snapshot.h"
#include "ui/widgets.h"

namespace saddle::app {

// What a reading of "signals" means (saddle/signal_diagnosis.h), in one sentence that names the layer.
std::string sentence(const ui::Ui& ui, const SignalDiagnosis& diagnosis);
// Draws what a reading of "signals" means as a notice of that name; where training has long gone on since, that.
void show(ui::Ui& ui, std::string_view name, const Reading& signals, const RunSnapshot& now);

}  // namespace saddle::app
