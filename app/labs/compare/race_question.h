#pragma once

#include <optional>
#include <vector>

#include "model/vote.h"
#include "saddle/study_runner.h"
#include "ui/ui.h"

namespace saddle::app {

// The curve that a class is asked for: of the metric that the race compares, or of the test accuracy where the data
// have classes, and otherwise of the loss.
const FigureRow& asked_metric(const Study& study, bool classes);

// "Which curve will be lowest at the end?", with a choice a contestant. `ended`: of this very study, once all its runs
// have; null: the race decides. None where there are fewer than two contestants, or more than hands can be counted for.
std::optional<VoteQuestion> race_question(const ui::Ui& ui, const Study& study, const FigureRow& metric,
                                          const StudySnapshot* ended);

// Who is best by the median over the seeds; several where they tie. Nobody where no median is a number, or a run has
// not ended.
std::vector<size_t> best_contestants(const Study& study, const FigureRow& metric, const StudySnapshot& snapshot);

}  // namespace saddle::app
