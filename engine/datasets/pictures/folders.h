#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace saddle::datasets {

// Where the folders of the classes lie: in one folder, or in one for each part ("train", "test", "val").
struct PictureFolders {
  std::filesystem::path root;  // what the user named, or the only folder in it
  std::filesystem::path train = {}, test = {},
                        validation = {};  // of the latter two either may be empty: there is no such folder
  std::vector<std::string> classes = {};  // folders' names as they are on the disk, in their order
  std::vector<std::string> ignored = {};  // folders of parts that hold no folders of classes
  bool divided() const { return train != root; }
};

// Looks at names alone and opens no picture. Throws Error where there are not two classes.
PictureFolders find_picture_folders(const std::filesystem::path& folder);

// The pictures of a class in one part, in the order of their paths, whatever folders they lie in below it. What is no
// picture is added to `others`.
std::vector<std::filesystem::path> pictures_below(const std::filesystem::path& folder,
                                                  std::vector<std::filesystem::path>& others);

// Files beside the folders of the classes, which belong to no class.
std::vector<std::filesystem::path> strays_of(const PictureFolders& folders);

}  // namespace saddle::datasets
