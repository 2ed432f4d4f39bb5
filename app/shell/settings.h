#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/book_progress.h"
#include "model/document.h"
#include "model/lesson_progress.h"
#include "model/workspace.h"

namespace saddle::app {

// A screen, as far as the scale depends on it.
struct Screen {
  std::string name = {};      // tells it from others, today and at the next start; empty: not known
  int width = 0, height = 0;  // in pixels
  double content_scale = 1;   // what the system asks of its windows
  bool operator==(const Screen&) const = default;
};

// What the window remembers from one start to the next.
struct Settings {
  bool dark = true;
  std::string language = "en";
  double scale = 1;                           // of everything that is drawn, now; see shell/screen_scale.h
  std::map<std::string, double> scales = {};  // what was chosen, by the name of the screen
  std::optional<double> asked_scale = {};     // by the command line, for this start alone
  Screen screen = {};                         // where the window is
  int width = 1440, height = 900;
  bool sized = false;  // the window has had this size; otherwise it is to be as large as its scale wants
  Workspace workspace = {};
  std::string lab = {};                  // the one that was open last; empty: the first
  Draft draft = {};                      // as it was left, saved or not; of no preset: there is none
  LessonsProgress lessons = {};          // how far one is with each
  BooksProgress book = {};               // what was done with its experiments
  bool welcomed = false;                 // it was said once what there is to begin with
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
