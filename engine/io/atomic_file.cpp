#include "io/atomic_file.h"

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <string>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "saddle/error.h"
#include "saddle/output_file.h"

namespace saddle {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view mark = ".saddle-";  // NAME.saddle-XXXXXX is a file that is being written
constexpr size_t random_letters = 6;

[[noreturn]] void fail(const fs::path& file, const std::string& reason) {
  throw Error(file.string(), "cannot be written: {}; choose another place", reason);
}

// A file that is open for writing. Its lock tells those who sweep that somebody is at work on it.
class Temporary {
 public:
  Temporary(const fs::path& target, const fs::path& named) {
    name_ = target.string() + std::string(mark) + std::string(random_letters, 'X');
    descriptor_ = ::mkstemp(name_.data());
    if (descriptor_ < 0) fail(named, std::strerror(errno));
    ::flock(descriptor_, LOCK_EX | LOCK_NB);
  }
  ~Temporary() {
    if (descriptor_ >= 0) ::close(descriptor_);
    if (!name_.empty()) ::unlink(name_.c_str());
  }
  Temporary(const Temporary&) = delete;
  Temporary& operator=(const Temporary&) = delete;

  // These return false with the reason in errno.
  bool write(std::string_view bytes) const {
    while (!bytes.empty()) {
      const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written <= 0) return false;
      bytes.remove_prefix(static_cast<size_t>(written));
    }
    // mkstemp creates private files; a saved file gets the permissions of the user's other files.
    const mode_t mask = ::umask(0);
    ::umask(mask);
    return ::fchmod(descriptor_, 0666 & ~mask) == 0 && ::fsync(descriptor_) == 0;
  }
  bool rename_to(const fs::path& target) {
    if (::rename(name_.c_str(), target.c_str()) != 0) return false;
    name_.clear();
    return true;
  }

 private:
  std::string name_;
  int descriptor_ = -1;
};

fs::path folder_of(const fs::path& file) { return file.has_parent_path() ? file.parent_path() : fs::path("."); }

// Where the bytes are to lie: behind a symbolic link, which stays.
fs::path target_of(const fs::path& file) {
  std::error_code error;
  const auto status = fs::status(file, error);
  if (fs::is_directory(status)) fail(file, "it is a folder");
  if (fs::exists(status) && !fs::is_regular_file(status)) fail(file, "it is a device or a pipe");
  if (!fs::is_symlink(fs::symlink_status(file, error))) return file;
  const fs::path target = fs::weakly_canonical(file, error);
  return error ? file : target;
}

bool is_left_over(const std::string& name, const std::string& target) {
  const std::string beginning = target + std::string(mark);
  return name.starts_with(beginning) && name.size() == beginning.size() + random_letters &&
         std::all_of(name.end() - random_letters, name.end(), [](unsigned char c) { return std::isalnum(c) != 0; });
}

// Removes what was being written beside `target` by programs that are gone.
void sweep(const fs::path& target) {
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder_of(target), error)) {
    if (!is_left_over(entry.path().filename().string(), target.filename().string())) continue;
    const int descriptor = ::open(entry.path().c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (descriptor < 0) continue;
    if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0) ::unlink(entry.path().c_str());
    ::close(descriptor);
  }
}

}  // namespace

void save_atomically(const fs::path& file, std::string_view bytes) {
  const fs::path target = target_of(file), folder = folder_of(target);
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) fail(file, error.message());
  sweep(target);
  // Another Saddle that sweeps at this very moment may take the first one away.
  for (int attempt = 0;; ++attempt) {
    Temporary temporary(target, file);
    if (temporary.write(bytes) && temporary.rename_to(target)) break;
    if (errno != ENOENT || attempt == 1) fail(file, std::strerror(errno));
  }
  if (const int directory = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY); directory >= 0) {
    ::fsync(directory);
    ::close(directory);
  }
}

void check_writable(const fs::path& file) {
  if (file.empty()) throw Error("", "expected the name of a file, got an empty one");
  const fs::path target = target_of(file);
  // Folders that are missing are made when the file is saved: what can be tried now is the nearest that is there.
  std::error_code error;
  fs::path folder = fs::absolute(folder_of(target), error);
  while (!fs::exists(folder, error) && folder.has_relative_path()) folder = folder.parent_path();
  if (!fs::is_directory(folder, error)) fail(file, "there is no such folder");
  const Temporary attempt(folder / target.filename(), file);
}

}  // namespace saddle
