#pragma once

#include <filesystem>
#include <span>
#include <string_view>
#include <vector>

#include "saddle/catalog.h"
#include "saddle/experiment.h"

namespace saddle {

// How the names of files end that are read as tables: ".csv" …, in lower case.
std::span<const std::string_view> table_endings();

// Whether the path names data to learn from and no experiment: a table (CSV), a folder of pictures, or arrays (.npz) of
// which none is an experiment.
bool is_own_data(const std::filesystem::path& path);

// A small network that fits such samples.
std::vector<Node> small_network_for(const catalog::SampleInfo& sample);

// An experiment for such data: a small network that fits them, learning the classes, or the number where there are
// none. Throws Error where the data cannot be read.
Experiment experiment_for(const std::filesystem::path& path);

// What was made of the data, in a sentence.
Issue note_of_made(const std::filesystem::path& path, const Experiment& made);

}  // namespace saddle
