#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace saddle {

// Writes a temporary beside the target, flushes it and renames it: a crash leaves the old file whole. Throws Error.
void write_text_file(const std::filesystem::path& file, std::string_view text);

// The whole file. Throws Error where it cannot be read or is larger than 64 MiB.
std::string read_text_file(const std::filesystem::path& file);

}  // namespace saddle
