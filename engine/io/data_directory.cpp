#include "io/data_directory.h"

#include <cstdlib>
#include <sstream>

#include "saddle/error.h"

namespace saddle {
namespace {

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

std::filesystem::path find_named(const std::filesystem::path& given, const std::string& path) {
  std::vector<std::filesystem::path> places;
  if (const std::string user = environment("HOME"); path.starts_with("~/") && !user.empty()) {
    places = {std::filesystem::path(user) / path.substr(2)};
  } else if (std::filesystem::path(path).is_absolute()) {
    places = {path};
  } else {
    for (const auto& root : data_roots(given)) places.push_back(root / path);
    std::error_code error;
    places.push_back(std::filesystem::current_path(error) / path);
  }
  std::string looked;
  for (const auto& place : places) {
    std::error_code error;
    if (std::filesystem::exists(place, error)) return place;
    looked += (looked.empty() ? "" : ", ") + place.string();
  }
  throw Error("data.path", "there is nothing at {}; correct the path", looked);
}

}  // namespace

std::vector<std::filesystem::path> data_roots(const std::filesystem::path& given) {
  if (!given.empty()) {
    if (!std::filesystem::is_directory(given))
      throw Error("data.set", "there is no folder {}; --data takes the folder with the data sets", given.string());
    return {given};
  }
  std::vector<std::filesystem::path> roots;
  if (const std::string named = environment("SADDLE_DATA"); !named.empty()) roots.emplace_back(named);
  const std::string home = environment("XDG_DATA_HOME");
  if (!home.empty()) {
    roots.push_back(std::filesystem::path(home) / "saddle");
  } else if (const std::string user = environment("HOME"); !user.empty()) {
    roots.push_back(std::filesystem::path(user) / ".local/share/saddle");
  }
  const std::string shared = environment("XDG_DATA_DIRS");
  std::istringstream list(shared.empty() ? "/usr/local/share:/usr/share" : shared);
  for (std::string root; std::getline(list, root, ':');) {
    if (!root.empty()) roots.push_back(std::filesystem::path(root) / "saddle");
  }
  return roots;
}

std::filesystem::path find_data(const std::filesystem::path& given, const std::string& folder,
                                const std::string& file) {
  std::string looked;
  for (const auto& root : data_roots(given)) {
    for (const std::string& name : {file, file + ".gz"}) {
      std::error_code error;
      if (const auto path = root / folder / name; std::filesystem::is_regular_file(path, error)) return path;
    }
    looked += (looked.empty() ? "" : ", ") + (root / folder).string();
  }
  throw Error("data.set",
              "{} is not there. It was looked for in {}. Put the files there, name their folder with --data or "
              "SADDLE_DATA, or use "
              "--set data.set=procedural_digits, which needs no files",
              folder + "/" + file + "(.gz)", looked);
}

std::filesystem::path find_named_file(const std::filesystem::path& given, const std::string& path) {
  const auto found = find_named(given, path);
  std::error_code error;
  if (std::filesystem::is_directory(found, error))
    throw Error("data.path", "{} is a folder; name a file in it", found.string());
  if (!std::filesystem::is_regular_file(found, error))
    throw Error("data.path", "{} is not a file that can be read", found.string());
  return found;
}

std::filesystem::path find_named_folder(const std::filesystem::path& given, const std::string& path) {
  const auto found = find_named(given, path);
  std::error_code error;
  if (!std::filesystem::is_directory(found, error))
    throw Error("data.path", "{} is a file; name the folder it lies in", found.string());
  return found;
}

}  // namespace saddle
