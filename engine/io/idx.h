#pragma once

#include <filesystem>
#include <vector>

namespace saddle {

// The labels in an IDX file, gzipped or not, of whole numbers of 1, 2 or 4 bytes: one for each sample, or a row for
// each, whose first number it is (QMNIST). Throws Error, naming the file, for a malformed file and a negative label.
std::vector<int> read_idx_labels(const std::filesystem::path& file);

}  // namespace saddle
