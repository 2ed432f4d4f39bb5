#pragma once

#include "model/vote.h"
#include "ui/ui.h"

namespace saddle::app {

enum class VoteWish { nothing, run, leave };

// The board that a projector shows: the question, a row a choice with its hands, and what to do next. It covers the
// window until the run begins.
VoteWish draw_vote_board(ui::Ui& ui, Vote& vote);

// While it runs: the question and the hands in a line, in the room that vote_strip_height() says.
float vote_strip_height(const ui::Ui& ui);
VoteWish draw_vote_strip(ui::Ui& ui, Vote& vote);

}  // namespace saddle::app
