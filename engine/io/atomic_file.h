#pragma once

#include <filesystem>
#include <string_view>

namespace saddle {

// Writes a temporary beside the target, flushes it and renames it: a crash leaves the old file whole. Throws Error with
// the reason.
void save_atomically(const std::filesystem::path& file, std::string_view bytes);

}  // namespace saddle
