#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace saddle {

// Returns the folders in which data sets are searched: `given` alone if it is not empty, otherwise SADDLE_DATA followed
// by the user's data folders by the XDG rules. Throws Error if `given` is not a folder.
std::vector<std::filesystem::path> data_roots(const std::filesystem::path& given);

// Returns `file` or `file`.gz in `folder` of the first root that has it. Throws Error listing the places searched and
// what to do if none has.
std::filesystem::path find_data(const std::filesystem::path& given, const std::string& folder, const std::string& file);

// Return the file, or folder, that a user's `path` names: the path itself if it is absolute or begins with ~/,
// otherwise that path below the first root that has it, or below the current folder. Throw Error listing the places
// searched.
std::filesystem::path find_named_file(const std::filesystem::path& given, const std::string& path);
std::filesystem::path find_named_folder(const std::filesystem::path& given, const std::string& path);

}  // namespace saddle
