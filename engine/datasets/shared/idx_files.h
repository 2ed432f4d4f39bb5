#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace saddle {

// A file of MNIST, or of a set in its form, below the data folders: `part` is "train" or "t10k", `kind` "images" or
// "labels". Besides the names of its makers those that other programs give it are known: "train-images.idx3-ubyte",
// "emnist-letters-test-labels-idx1-ubyte.gz", in any of the `folders` ("" is the data folder itself). Throws Error
// where there is none.
std::filesystem::path find_idx_file(const std::filesystem::path& given, const std::vector<std::string>& folders,
                                    const std::string& part, const std::string& kind);

}  // namespace saddle
