#include "datasets/shared/idx_files.h"

#include <algorithm>

#include "io/data_directory.h"
#include "saddle/error.h"

namespace saddle {
namespace {

namespace fs = std::filesystem;

bool fits(const fs::path& path, const std::string& part, const std::string& kind) {
  std::string name = path.filename().string();
  std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
  const auto has = [&](const char* word) { return name.find(word) != name.npos; };
  const bool test = has("t10k") || has("test");
  const bool other_ending = has(".md5") || has(".sha") || has(".part") || has(".json") || has(".txt");
  return has(kind.c_str()) && (part == "train" ? has("train") && !test : test) && (has("idx") || has("ubyte")) &&
         !name.starts_with('.') && !other_ending;
}

// The first of the folder by name, or nothing.
fs::path fitting_file(const fs::path& folder, const std::string& part, const std::string& kind) {
  std::vector<fs::path> found;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    std::error_code unknown;
    if (!fits(entry.path(), part, kind)) continue;
    // Some archives unpack each file into a folder of its name.
    const fs::path inside = entry.path() / entry.path().filename();
    if (entry.is_regular_file(unknown)) {
      found.push_back(entry.path());
    } else if (fs::is_regular_file(inside, unknown)) {
      found.push_back(inside);
    }
  }
  return found.empty() ? fs::path() : *std::min_element(found.begin(), found.end());
}

}  // namespace

fs::path find_idx_file(const fs::path& given, const std::vector<std::string>& folders, const std::string& part,
                       const std::string& kind) {
  const std::string usual = part + "-" + kind + (kind == "images" ? "-idx3-ubyte" : "-idx1-ubyte");
  try {
    return find_data(given, folders.front(), usual);
  } catch (const Error&) {
    for (const fs::path& root : data_roots(given)) {
      for (const std::string& folder : folders) {
        const fs::path file = fitting_file(folder.empty() ? root : root / folder, part, kind);
        if (!file.empty()) return file;
      }
    }
    throw;  // which says where the usual one was looked for
  }
}

}  // namespace saddle
