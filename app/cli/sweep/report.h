#pragma once

#include <cstdint>
#include <string>

#include <nlohmann/json.hpp>

#include "saddle/study_runner.h"

namespace saddle::cli {

// A run that has ended, as an object: index, settings, seed, steps, figures, diverged, and of one that failed why. A
// figure that is not a number is null.
nlohmann::ordered_json row_of(const Study& study, const StudyRun& run);
// The same with the course of every curve that it has: {"curves": {"train_loss": {"steps": […], "values": […]}}}.
nlohmann::ordered_json row_with_curves(const Study& study, const StudyRun& run);

// Prints what came of a study: a table of its combinations, or with `json` one object. It depends on the study alone:
// neither on the number of jobs nor on how long anything took.
void print_study(const Study& study, const StudySnapshot& end, bool json);

}  // namespace saddle::cli
