#include "saddle/text_file.h"

#include <fmt/format.h>

#include "io/atomic_file.h"
#include "io/file_bytes.h"
#include "io/utf8.h"

namespace saddle {

void write_text_file(const std::filesystem::path& file, std::string_view text) { save_atomically(file, text); }

std::string read_text_file(const std::filesystem::path& file) { return read_file(file, uint64_t{64} << 20); }

std::string readable_name(std::string_view bytes) {
  std::string name;
  for (size_t at = 0; at < bytes.size();) {
    const auto first = static_cast<unsigned char>(bytes[at]);
    const size_t length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    const std::string_view letter = bytes.substr(at, length);
    if (is_utf8(letter)) {
      name += letter;
      at += length;
    } else {
      name += fmt::format("\\x{:02x}", first);
      ++at;
    }
  }
  return name;
}

}  // namespace saddle
