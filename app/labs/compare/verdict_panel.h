#pragma once

#include <string>

#include "labs/compare/state.h"
#include "model/frame.h"

namespace saddle::app {

// Is the difference between two contestants real?
void draw_verdict_panel(Frame& frame, CompareState& state);

// What the seeds say, in sentences: who is better and how often, how likely that is by chance, whether that is enough.
std::string verdict_sentence(const ui::Ui& ui, const StudyView& view);
// "1 of 16", "38 of 100": a share of all races.
std::string chance_words(const ui::Ui& ui, double chance);

}  // namespace saddle::app
