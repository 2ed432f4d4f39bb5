#pragma once

#include <filesystem>
#include <string>
#include <unistd.h>

// In memory where there is such a place, for targets that read files; gone with the program.
inline const std::filesystem::path& fuzz_folder() {
  struct Folder {
    Folder() {
      std::error_code error;
      const std::filesystem::path memory = "/dev/shm";
      const auto base = std::filesystem::is_directory(memory, error) ? memory : std::filesystem::temp_directory_path();
      path = base / ("saddle_fuzz_" + std::to_string(getpid()));
      std::filesystem::create_directories(path);
    }
    ~Folder() {
      std::error_code error;
      std::filesystem::remove_all(path, error);
    }
    std::filesystem::path path;
  };
  static const Folder folder;
  return folder.path;
}
