#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace saddle {

// Writes a text file atomically: a crash leaves the old file whole. Throws Error if it cannot be written.
void write_text_file(const std::filesystem::path& file, std::string_view text);

// Returns the whole file. Throws Error if it cannot be read or is larger than 64 MiB.
std::string read_text_file(const std::filesystem::path& file);

// The name of a file or folder as UTF-8, whatever bytes it is: those that are not UTF-8 are written out, as
// "b\xe9.jpg".
std::string readable_name(std::string_view bytes);

}  // namespace saddle
