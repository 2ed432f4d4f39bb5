#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include <gtest/gtest.h>

namespace saddle {

// A folder that goes away with the test. No other process and no other test has the same one, as ctest runs several
// tests of a program at once.
class Folder {
 public:
  Folder() {
    std::string pattern = (std::filesystem::path(testing::TempDir()) / "saddle_test_XXXXXX").string();
    if (const char* made = mkdtemp(pattern.data())) path_ = made;
    EXPECT_FALSE(path_.empty()) << "no folder can be made in " << testing::TempDir();
  }
  ~Folder() {
    std::error_code error;
    if (!path_.empty()) std::filesystem::remove_all(path_, error);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::filesystem::path operator/(const std::string& name) const { return path_ / name; }
  const std::filesystem::path& path() const { return path_; }
  // With the folders that lead to it.
  std::filesystem::path write(const std::string& name, const std::string& bytes) const {
    std::filesystem::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name, std::ios::binary) << bytes;
    return path_ / name;
  }

 private:
  std::filesystem::path path_;
};

}  // namespace saddle
