#pragma once

#include <cstdio>
#include <memory>
#include <string>

namespace saddle::cli {

// A file of lines, each of which reaches the system at once. Writes nothing if `file` is empty.
class RowLog {
 public:
  // Throws Error for an ending other than .jsonl, and if the file cannot be created.
  explicit RowLog(const std::string& file);
  bool wanted() const { return file_ != nullptr; }
  void write(const std::string& row);  // throws Error if it cannot be written

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  std::string name_;
  std::unique_ptr<std::FILE, Close> file_;
};

}  // namespace saddle::cli
