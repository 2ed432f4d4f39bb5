#pragma once

#include <optional>
#include <vector>

#include "model/vote.h"
#include "saddle/snapshot.h"
#include "ui/ui.h"

namespace saddle::app {

// What a class can be asked before a run: how much of the test set it will get right or, where nothing is counted, how
// far its loss will fall. None once it has made a step.
std::optional<VoteQuestion> run_question(const ui::Ui& ui, const RunSnapshot& now);

// Which of the choices came true; none while it is trained, or is held before its end.
std::optional<std::vector<size_t>> run_answer(const RunSnapshot& now);

}  // namespace saddle::app
