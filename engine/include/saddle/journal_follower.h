#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "saddle/search_runner.h"

namespace saddle {

// Reads the journal of a search that somebody else makes, in another process or long ago, as it grows. It owns nothing
// of it and writes nothing. One thread at a time uses it.
class JournalFollower {
 public:
  explicit JournalFollower(std::filesystem::path file) : file_(std::move(file)) {}

  // Reads the whole lines that have come since; what follows the last of them is still being written. Returns whether
  // there was anything new. Throws Error where there is no such file, or it is no journal.
  bool follow();

  // As its first line says, with as many trials as were drawn. None while that line is not whole.
  const std::optional<Search>& search() const { return search_; }
  // All trials, never null; of those that were begun and have no outcome it is not known whether anybody still makes
  // them. `done` is when none is left.
  std::shared_ptr<const SearchSnapshot> latest() const { return latest_; }

 private:
  void take(const std::string& lines);

  const std::filesystem::path file_;
  uint64_t read_ = 0;  // bytes, up to the end of a line
  std::string head_;   // the first line
  std::optional<Search> search_;
  std::shared_ptr<const SearchSnapshot> latest_ = std::make_shared<const SearchSnapshot>();
};

}  // namespace saddle
