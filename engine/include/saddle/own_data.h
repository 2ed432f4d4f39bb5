#pragma once

#include <filesystem>

#include "saddle/experiment.h"

namespace saddle {

// Whether the path names data to learn from and no experiment: a table (CSV), a folder of pictures, or arrays (.npz) of
// which none is an experiment.
bool is_own_data(const std::filesystem::path& path);

// An experiment for such data: a small network that fits them, learning the classes, or the number where there are
// none. Throws Error where the data cannot be read.
Experiment experiment_for(const std::filesystem::path& path);

// What was made of the data, in a sentence.
Issue note_of_made(const std::filesystem::path& path, const Experiment& made);

}  // namespace saddle
