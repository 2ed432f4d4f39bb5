#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>

namespace saddle {

constexpr uint64_t largest_file = uint64_t{4} << 30;

// Opens a file for reading. Throws Error if it is missing, a folder, a device, a pipe, or may not be read.
std::ifstream open_file(const std::filesystem::path& file);

// Returns the whole file. Throws Error if it is missing, a folder, unreadable or larger than `cap` bytes.
std::string read_file(const std::filesystem::path& file, uint64_t cap = largest_file);

}  // namespace saddle
