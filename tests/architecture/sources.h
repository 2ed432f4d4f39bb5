#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

namespace saddle {

// The repository, as the tests of its structure read it.
inline const std::filesystem::path repository = SADDLE_SOURCE;

inline std::string text_of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

// Returns the files below `folder` of the repository with one of these endings, sorted.
inline std::set<std::filesystem::path> files_below(const std::string& folder, const std::set<std::string>& endings) {
  std::set<std::filesystem::path> found;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(repository / folder)) {
    if (entry.is_regular_file() && endings.contains(entry.path().extension().string())) found.insert(entry.path());
  }
  return found;
}

// Returns the path below the repository, with slashes.
inline std::string name_of(const std::filesystem::path& file) { return file.lexically_relative(repository).string(); }

}  // namespace saddle
