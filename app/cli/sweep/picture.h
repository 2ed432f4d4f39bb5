#pragma once

#include <filesystem>

#include "saddle/study_runner.h"

namespace saddle::cli {

// Draws the curves of the study's metric: of each combination the median over its seeds and, as a band, from the least
// to the greatest. The values of the last axis are the lines of a figure; there is a figure for each combination of the
// others. As PNG or SVG, by the ending. Throws Error.
void draw_study(const Study& study, const StudySnapshot& end, const std::filesystem::path& file);

}  // namespace saddle::cli
