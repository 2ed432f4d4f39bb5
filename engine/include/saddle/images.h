#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

namespace saddle {

// Images with their labels, as in MNIST: images in one IDX file, labels in another, gzipped or not.
struct LabelledImages {
  int64_t count = 0;
  int height = 0, width = 0;
  std::vector<uint8_t> pixels;  // (N, H, W)
  std::vector<int> labels;      // (N)      // (N)      // (N)
};

// Reads both files. Labels are whole numbers of 1, 2 or 4 bytes, one for each picture, or the first of a row for each.
// Throws Error, naming the file, for a wrong magic number, missing or surplus bytes, different counts, and labels that
// are negative or not below `classes` (0: any number will do).
LabelledImages read_labelled_images(const std::filesystem::path& images, const std::filesystem::path& labels,
                                    int classes);

}  // namespace saddle
