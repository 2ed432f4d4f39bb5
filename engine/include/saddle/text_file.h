#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace saddle {

// Writes a text file atomically: a crash leaves the old file whole. Throws Error if it cannot be written.
void write_text_file(const std::filesystem::path& file, std::string_view text);

// Returns the whole file. Throws Error if it cannot be read or is larger than 64 MiB.
std::string read_text_file(const std::filesystem::path& file);

}  // namespace saddle
