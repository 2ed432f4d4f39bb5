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
  std::vector<int> labels;      // (N)
};

// Reads both files. Throws Error, naming the file, for a wrong magic number, missing or surplus bytes, different
// counts, and labels that are not below `classes`.
LabelledImages read_labelled_images(const std::filesystem::path& images, const std::filesystem::path& labels,
                                    int classes);

}  // namespace saddle
