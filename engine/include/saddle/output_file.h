#pragma once

#include <filesystem>

namespace saddle {

// Throws Error with the reason if `file` cannot be written; what is there stays as it is. For asking before the work
// whose result is to be saved.
void check_writable(const std::filesystem::path& file);

}  // namespace saddle
