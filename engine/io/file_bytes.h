#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace saddle {

constexpr uint64_t largest_file = uint64_t{4} << 30;

// Returns the whole file. Throws Error if it is missing, a folder, unreadable or larger than `cap` bytes.
std::string read_file(const std::filesystem::path& file, uint64_t cap = largest_file);

}  // namespace saddle
