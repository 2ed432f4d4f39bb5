#include "datasets/pictures/folders.h"

#include <algorithm>
#include <array>
#include <set>

#include "saddle/error.h"
#include "saddle/picture.h"

namespace saddle::datasets {
namespace {

namespace fs = std::filesystem;

std::string name_of(const fs::path& path) { return path.filename().string(); }

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return text;
}

// What systems leave in folders.
bool is_hidden(const fs::path& path) {
  const std::string name = name_of(path);
  return name.starts_with('.') || name == "__MACOSX" || name == "Thumbs.db" || name == "desktop.ini" ||
         name == "@eaDir";
}

// Whether a link leads to `folder` itself or to a folder that it is in, whose pictures it would bring back.
bool leads_back(const fs::path& link, const fs::path& folder) {
  std::error_code error;
  const fs::path target = fs::canonical(link, error), here = error ? fs::path() : fs::canonical(folder, error);
  return !error && std::mismatch(target.begin(), target.end(), here.begin(), here.end()).first == target.end();
}

// Folders or files of a folder, by name.
std::vector<fs::path> listed_in(const fs::path& folder, fs::file_type type, bool follow_links = true) {
  std::vector<fs::path> found;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    std::error_code unknown;
    if (entry.status(unknown).type() != type || is_hidden(entry.path())) continue;
    if (entry.is_symlink(unknown) && (!follow_links || leads_back(entry.path(), folder))) continue;
    found.push_back(entry.path());
  }
  if (error) throw Error(folder.string(), "cannot be read: {}", error.message());
  std::sort(found.begin(), found.end());
  return found;
}

bool is_train(const std::string& name) { return name == "train" || name == "training"; }
bool is_test(const std::string& name) { return name == "test" || name == "testing" || name == "tests"; }
bool is_validation(const std::string& name) {
  return name == "val" || name == "valid" || name == "validation" || name == "dev";
}

void add_names(const fs::path& folder, std::set<std::string>& names) {
  if (folder.empty()) return;
  for (const fs::path& path : listed_in(folder, fs::file_type::directory)) names.insert(name_of(path));
}

// The parts that the folder is divided into, if it is.
void divide(PictureFolders& found, const std::vector<fs::path>& below) {
  fs::path train, test, validation;
  std::vector<std::string> flat;
  for (const fs::path& path : below) {
    const std::string name = lower(name_of(path));
    fs::path* part = is_train(name) ? &train : is_test(name) ? &test : is_validation(name) ? &validation : nullptr;
    if (!part) continue;
    if (listed_in(path, fs::file_type::directory).empty()) {
      flat.push_back(name_of(path));
    } else {
      *part = path;
    }
  }
  if (train.empty() || (test.empty() && validation.empty() && flat.empty())) return;
  found.train = train, found.test = test, found.validation = validation;
  found.ignored = std::move(flat);
}

bool has_known_ending(const fs::path& file) {
  static constexpr std::array<std::string_view, 8> endings = {".png",  ".jpg", ".jpeg", ".jpe",
                                                              ".jfif", ".bmp", ".gif",  ".webp"};
  return std::find(endings.begin(), endings.end(), lower(file.extension().string())) != endings.end();
}

void collect(const fs::path& folder, int depth, std::vector<fs::path>& pictures, std::vector<fs::path>& others) {
  constexpr int deepest = 16;
  for (const fs::path& file : listed_in(folder, fs::file_type::regular))
    (has_known_ending(file) || looks_like_picture(file) ? pictures : others).push_back(file);
  if (depth == deepest) return;
  // A link could lead back up.
  for (const fs::path& below : listed_in(folder, fs::file_type::directory, false))
    collect(below, depth + 1, pictures, others);
}

}  // namespace

PictureFolders find_picture_folders(const fs::path& folder) {
  PictureFolders found{.root = folder, .train = folder};
  std::vector<fs::path> below = listed_in(folder, fs::file_type::directory);
  // An archive often unpacks into a folder within a folder.
  while (below.size() == 1 && listed_in(below[0], fs::file_type::directory).size() > 1) {
    found.root = found.train = below[0];
    below = listed_in(found.root, fs::file_type::directory);
  }
  divide(found, below);
  std::set<std::string> names;
  for (const fs::path& part : {found.train, found.test, found.validation}) add_names(part, names);
  if (names.size() < 2)
    throw Error(found.train.string(), "holds {} folders; there must be one for each class, and two classes at least",
                names.size());
  found.classes.assign(names.begin(), names.end());
  return found;
}

std::vector<fs::path> pictures_below(const fs::path& folder, std::vector<fs::path>& others) {
  std::vector<fs::path> pictures;
  std::error_code error;
  if (fs::is_directory(folder, error)) collect(folder, 0, pictures, others);
  return pictures;
}

std::vector<fs::path> strays_of(const PictureFolders& folders) {
  std::set<fs::path> places = {folders.root, folders.train, folders.test, folders.validation};
  std::vector<fs::path> strays;
  for (const fs::path& place : places) {
    if (place.empty()) continue;
    for (fs::path& file : listed_in(place, fs::file_type::regular)) strays.push_back(std::move(file));
  }
  return strays;
}

}  // namespace saddle::datasets
