#pragma once

#include <optional>
#include <vector>

#include "model/vote.h"
#include "saddle/snapshot.h"
#include "ui/ui.h"

namespace saddle::app {

// What a class can be asked before a run: where the book's figure will lie, if the experiment has one; otherwise how
// much of the test set it will get right or, where nothing is counted, how far its loss will fall. None once it has
// made a step.
std::optional<VoteQuestion> run_question(const ui::Ui& ui, const RunSnapshot& now);

// The figure of the experiment that a class is asked for: the last one of the test set that does not take too long, or
// else of the loss; null: there is none. And where its choices part, upwards: the figure lies inside one of the four,
// not always the same one.
const Reference* asked_reference(const Experiment& experiment);
std::vector<double> parts_of(const Reference& reference);

// Which of the choices came true; none while it is trained, or is held before its end.
std::optional<std::vector<size_t>> run_answer(const RunSnapshot& now);

}  // namespace saddle::app
