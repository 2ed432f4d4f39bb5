#include "saddle/text_file.h"

#include "io/atomic_file.h"
#include "io/file_bytes.h"

namespace saddle {

void write_text_file(const std::filesystem::path& file, std::string_view text) { save_atomically(file, text); }

std::string read_text_file(const std::filesystem::path& file) { return read_file(file, uint64_t{64} << 20); }

}  // namespace saddle
