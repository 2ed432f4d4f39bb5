#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace saddle {

// Where data sets are looked for: the folder given, otherwise SADDLE_DATA, then the user's data folders by the XDG
// rules.
std::vector<std::filesystem::path> data_roots(const std::filesystem::path& given);

// `file` or `file`.gz in `folder` of one of the roots. Throws Error that says where it was looked for and how to go on.
std::filesystem::path find_data(const std::filesystem::path& given, const std::string& folder, const std::string& file);

// The file, or folder, that a user's `path` names: itself where it is absolute (or begins with ~/), otherwise what it
// is called in one of the roots, or else in the current folder. Throws Error that says where it was looked for.
std::filesystem::path find_named_file(const std::filesystem::path& given, const std::string& path);
std::filesystem::path find_named_folder(const std::filesystem::path& given, const std::string& path);

}  // namespace saddle
