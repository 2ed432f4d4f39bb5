#pragma once

#include <cstddef>

#include "model/vote.h"
#include "ui/ui.h"

namespace saddle::app {

ImU32 choice_color(const ui::Ui& ui, const Vote& vote, size_t choice);

// Whether hands are counted now.
bool taking_hands(const Vote& vote);

// A choice with its words and, beside them or below, the field for its hands or what was counted. `height`: at least,
// where the words and the hands need no more.
void draw_choice(ui::Ui& ui, Vote& vote, size_t choice, float height);

}  // namespace saddle::app
