#pragma once

#include <filesystem>
#include <string_view>

namespace saddle {

// Writes a temporary beside the target, flushes it and renames it: a crash leaves the old file whole, and what an
// earlier crash left beside it is removed. A symbolic link stays one: the file it leads to is replaced. Throws Error
// with the reason.
void save_atomically(const std::filesystem::path& file, std::string_view bytes);

}  // namespace saddle
