#pragma once

#include <string>

#include "model/runs/kept_run.h"
#include "model/runs/verdict.h"
#include "ui/ui.h"

// How panels describe runs, in the user's language.
namespace saddle::app {

// "ResNet-20, without shortcuts"
std::string name_of(const ui::Ui& ui, const Experiment& experiment);

// The user's name for it, or what it was: "First light · adam 0.001 · he".
std::string title_of(const ui::Ui& ui, const KeptRun& run);
std::string title_of(const ui::Ui& ui, const Experiment& experiment);

// "book 0.286 at step 1,900, here 0.291: agrees"
std::string verdict_text(const ui::Ui& ui, const Verdict& verdict);

}  // namespace saddle::app
