#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

namespace saddle {

// Pictures with their labels, as MNIST's makers wrote them: images in one IDX file, labels in another, either gzipped
// or not.
struct LabelledImages {
  int64_t count = 0;
  int height = 0, width = 0;
  std::vector<uint8_t> pixels;  // (N, H, W)
  std::vector<int> labels;
};

// Throws Error, naming the file and what is wrong: magic number, truncated or trailing bytes, counts that differ, a
// label that is not below `classes`.
LabelledImages read_labelled_images(const std::filesystem::path& images, const std::filesystem::path& labels,
                                    int classes);

}  // namespace saddle
