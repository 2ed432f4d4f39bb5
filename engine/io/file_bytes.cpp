#include "io/file_bytes.h"

#include "saddle/error.h"

namespace saddle {

std::ifstream open_file(const std::filesystem::path& file) {
  std::error_code error;
  const auto status = std::filesystem::status(file, error);
  if (!std::filesystem::exists(status)) throw Error(file.string(), "there is no such file");
  if (std::filesystem::is_directory(status)) throw Error(file.string(), "is a folder; name a file in it");
  if (!std::filesystem::is_regular_file(status))
    throw Error(file.string(), "is a device or a pipe; save what it gives as a file first");
  std::ifstream stream(file, std::ios::binary);
  if (!stream) throw Error(file.string(), "cannot be opened; check its permissions");
  return stream;
}

std::string read_file(const std::filesystem::path& file, uint64_t cap) {
  std::ifstream stream = open_file(file);
  const auto refuse = [&] {
    throw Error(file.string(), "is larger than {} bytes, which is more than such a file may have", cap);
  };
  std::error_code error;
  // The size of what the system makes up, as in /proc, is only known when it is read.
  if (const auto size = std::filesystem::file_size(file, error); !error && size > cap) refuse();
  std::string bytes;
  char buffer[1 << 16];
  while (stream.read(buffer, sizeof buffer) || stream.gcount() > 0) {
    bytes.append(buffer, static_cast<size_t>(stream.gcount()));
    if (bytes.size() > cap) refuse();
  }
  if (stream.bad()) throw Error(file.string(), "cannot be read completely");
  return bytes;
}

}  // namespace saddle
