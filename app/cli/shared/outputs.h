#pragma once

#include <filesystem>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

#include "saddle/experiment.h"

namespace saddle::cli {

// A file that an option names: {"--save", "net.npz"}. An empty file is an option that was not given.
struct NamedFile {
  std::string option;
  std::filesystem::path file;
};

// Refuses an empty text, as a script gives it whose variable is not set: what was to be kept would be lost in silence.
// `what` it is: "the name of a file".
CLI::Validator filled(const std::string& what = "the name of a file");

// The file of the user's own that data are read from, if there is one. `directory` is that of --data.
std::filesystem::path data_file(const Choice& data, const std::filesystem::path& directory);

// Asked before any work begins. Throws Error if an output cannot be written, is one of the inputs or lies in a folder
// that is one, would replace a data set's file, or is named twice.
void check_outputs(const std::vector<NamedFile>& outputs, const std::vector<NamedFile>& inputs);

// Throws Error unless the name of a picture ends in one of these: {".png", ".svg"}.
void check_picture_format(const std::string& option, const std::filesystem::path& file,
                          std::initializer_list<std::string_view> endings);

}  // namespace saddle::cli
