#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "model/document.h"
#include "model/workspace.h"

namespace saddle::app {

// What the window remembers from one start to the next.
struct Settings {
  bool dark = true;
  std::string language = "en";
  double scale = 1;
  int width = 1440, height = 900;
  Workspace workspace = {};
  std::string lab = {};                  // the one that was open last; empty: the first
  Draft draft = {};                      // as it was left, saved or not; of no preset: there is none
  std::vector<std::string> recent = {};  // files opened or saved, the last one first
  bool operator==(const Settings&) const = default;
};
constexpr size_t most_recent_files = 8;

// settings.json in the user's configuration folder (XDG); empty if there is none.
std::filesystem::path settings_file();
// Returns the defaults if the file is missing or cannot be read: settings are not worth an error.
Settings load_settings(const std::filesystem::path& file);
// Does nothing if the file cannot be written.
void save_settings(const std::filesystem::path& file, const Settings& settings);

}  // namespace saddle::app
