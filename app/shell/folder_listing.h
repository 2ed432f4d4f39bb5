#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "saddle/error.h"

namespace saddle::app {

// What lies in a folder, at the moment when it was looked at.
struct FolderListing {
  struct Entry {
    std::string name;
    bool folder = false;
    uint64_t bytes = 0;  // of a file
  };
  std::filesystem::path folder = {};
  bool there = false;               // it is a folder
  std::vector<Entry> entries = {};  // folders first, each by name as people sort: 2 before 10, a beside A
  bool more = false;                // than were listed
  std::optional<Issue> issue = {};  // why it cannot be looked into, though it is there

  // Null where nothing of that name lies in it.
  const Entry* find(const std::string& name) const;
};

// May take long, on slow disks. `stop`: set where it is not needed any more.
FolderListing list_folder(const std::filesystem::path& folder, const std::atomic<bool>& stop);

// Whether a comes before b: numbers within names by their value, letters without their case.
bool comes_before(const std::string& a, const std::string& b);

}  // namespace saddle::app
