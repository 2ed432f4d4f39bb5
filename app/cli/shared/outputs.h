#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace saddle::cli {

// A file that an option names: {"--save", "net.npz"}. An empty file is an option that was not given.
struct NamedFile {
  std::string option;
  std::filesystem::path file;
};

// Asked before any work begins. Throws Error if an output cannot be written, is one of the inputs, or is named twice.
void check_outputs(const std::vector<NamedFile>& outputs, const std::vector<NamedFile>& inputs);

}  // namespace saddle::cli
