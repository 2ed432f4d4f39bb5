#include "cli/shared/row_log.h"

#include <cerrno>
#include <cstring>

#include "saddle/error.h"

namespace saddle::cli {
namespace {

[[noreturn]] void fail_row(const std::string& file) {
  throw Error(file, "cannot be written: {}; choose another place", std::strerror(errno));
}

}  // namespace

RowLog::RowLog(const std::string& file) : name_(file) {
  if (file.empty()) return;
  if (!file.ends_with(".jsonl")) throw Error("--log", "\"{}\" does not end in .jsonl", file);
  file_.reset(std::fopen(file.c_str(), "w"));
  if (!file_) fail_row(file);
}

void RowLog::write(const std::string& row) {
  if (!file_) return;
  const std::string line = row + "\n";
  if (std::fwrite(line.data(), 1, line.size(), file_.get()) != line.size() || std::fflush(file_.get()) != 0)
    fail_row(name_);
}

}  // namespace saddle::cli
