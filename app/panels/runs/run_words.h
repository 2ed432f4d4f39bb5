#pragma once

#include <string>
#include <vector>

#include "model/runs/kept_run.h"
#include "model/runs/verdict.h"
#include "saddle/experiment_file.h"
#include "ui/ui.h"

// How panels describe runs, in the user's language.
namespace saddle::app {

// The preset that an experiment began as, by its name; null if it is none.
const Preset* origin_of(const Experiment& experiment, const std::vector<Preset>& presets);
// Whether what a preset says of itself still holds: the data and the network are the preset's.
bool as_described(const Experiment& experiment, const std::vector<Preset>& presets);

// What it is: "ResNet-20, without shortcuts"; "First light, changed"; on other data than its preset "MNIST, begun as
// Two moons".
std::string name_of(const ui::Ui& ui, const Experiment& experiment, const std::vector<Preset>& presets);

// The user's name for it, or what it was: "First light · adam, rate 0.001 · He".
std::string title_of(const ui::Ui& ui, const KeptRun& run, const std::vector<Preset>& presets);
std::string title_of(const ui::Ui& ui, const Experiment& experiment, const std::vector<Preset>& presets);

// "book 0.286 at step 1,900, here 0.291: agrees"
std::string verdict_text(const ui::Ui& ui, const Verdict& verdict);

// What came of it: "1,200 steps · loss 0.021 · test 97.3 % · 12 s", and a line for each figure of a book.
std::string summary_of(const ui::Ui& ui, const KeptRun& run, const std::vector<Preset>& presets);

}  // namespace saddle::app
